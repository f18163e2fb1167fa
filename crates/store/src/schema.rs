//! The tables and the one view, the same for both databases; tests compare it with what the migrations make.
#![expect(missing_docs, reason = "the columns are explained in the migrations")]

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    instance (id) {
        id -> Integer,
        epoch -> DbId,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    schools (id) {
        id -> DbId,
        name -> Text,
        locality -> Text,
        registration_mode -> Text,
        guardian_mode -> Text,
        registration_code -> Text,
        demo -> Bool,
        created_at -> Timestamp,
        version -> BigInt,
        staff_second_factor -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    accounts (id) {
        id -> DbId,
        email -> Text,
        email_key -> Text,
        password_hash -> Text,
        first_name -> Text,
        last_name -> Text,
        phone -> Nullable<Text>,
        locale -> Text,
        is_active -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    memberships (id) {
        id -> DbId,
        school_id -> DbId,
        account_id -> DbId,
        role -> Text,
        status -> Text,
        created_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<DbId>,
        version -> BigInt,
        household_id -> Nullable<DbId>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sessions (id) {
        id -> DbId,
        account_id -> DbId,
        school_id -> DbId,
        kind -> Text,
        secret_hash -> Nullable<Binary>,
        device -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
        proved_at -> Timestamp,
        name -> Nullable<Text>,
        scopes -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    refresh_tokens (id) {
        id -> DbId,
        session_id -> DbId,
        token_hash -> Binary,
        created_at -> Timestamp,
        replaced_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    email_tokens (id) {
        id -> DbId,
        token_hash -> Binary,
        school_id -> DbId,
        email -> Text,
        email_key -> Text,
        password_hash -> Text,
        first_name -> Text,
        last_name -> Text,
        locale -> Text,
        failed_tries -> Integer,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        invitation_id -> Nullable<DbId>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    classes (id) {
        id -> DbId,
        school_id -> DbId,
        level -> Text,
        section -> Text,
        school_year -> Integer,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    children (id) {
        id -> DbId,
        school_id -> DbId,
        first_name -> Text,
        last_name -> Text,
        search_key -> Text,
        declared -> Bool,
        created_at -> Timestamp,
        version -> BigInt,
        register_number -> Nullable<Text>,
        left_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    enrolments (id) {
        id -> DbId,
        child_id -> DbId,
        class_id -> DbId,
        started_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    guardian_links (id) {
        id -> DbId,
        school_id -> DbId,
        account_id -> DbId,
        child_id -> DbId,
        relationship -> Text,
        status -> Text,
        may_know -> Bool,
        may_chat -> Bool,
        may_sign -> Bool,
        may_justify -> Bool,
        may_pay -> Bool,
        may_pick_up -> Bool,
        created_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<DbId>,
        ended_at -> Nullable<Timestamp>,
        version -> BigInt,
        in_force -> Bool,
        starts_at -> Nullable<Timestamp>,
        ends_at -> Nullable<Timestamp>,
        restricted_at -> Nullable<Timestamp>,
        restricted_by -> Nullable<DbId>,
        restriction_reason -> Nullable<Text>,
        invited_by -> Nullable<DbId>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    child_codes (id) {
        id -> DbId,
        school_id -> DbId,
        child_id -> DbId,
        code_hash -> Binary,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        used_by -> Nullable<DbId>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    staff_assignments (id) {
        id -> DbId,
        account_id -> DbId,
        class_id -> DbId,
        started_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    conversations (id) {
        id -> DbId,
        school_id -> DbId,
        kind -> Text,
        class_id -> Nullable<DbId>,
        pair_low -> Nullable<DbId>,
        pair_high -> Nullable<DbId>,
        support_of -> Nullable<DbId>,
        title -> Nullable<Text>,
        slug -> Nullable<Text>,
        description -> Nullable<Text>,
        picture_id -> Nullable<DbId>,
        staff_only -> Bool,
        posting -> Text,
        slow_mode_seconds -> Integer,
        created_by -> Nullable<DbId>,
        closed_at -> Nullable<Timestamp>,
        last_seq -> BigInt,
        last_number -> BigInt,
        members_version -> BigInt,
        version -> BigInt,
        last_message_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    participants (conversation_id, account_id) {
        conversation_id -> DbId,
        account_id -> DbId,
        role -> Text,
        added_by -> Nullable<DbId>,
        added_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    marks (conversation_id, account_id) {
        conversation_id -> DbId,
        account_id -> DbId,
        last_read_seq -> BigInt,
        last_delivered_seq -> BigInt,
        last_read_number -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    messages (id) {
        id -> DbId,
        conversation_id -> DbId,
        seq -> BigInt,
        number -> BigInt,
        sender_id -> Nullable<DbId>,
        sender_name -> Text,
        sender_role -> Text,
        kind -> Text,
        change -> Nullable<Text>,
        target_id -> Nullable<DbId>,
        content -> Text,
        reply_to -> Nullable<DbId>,
        is_forwarded -> Bool,
        client_msg_id -> DbId,
        changed_seq -> BigInt,
        edited_at -> Nullable<Timestamp>,
        deleted_at -> Nullable<Timestamp>,
        hidden_at -> Nullable<Timestamp>,
        pinned_at -> Nullable<Timestamp>,
        answered_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;
    use crate::sql_types::DbJson;

    jobs (id) {
        id -> DbId,
        kind -> Text,
        payload -> DbJson,
        dedupe_key -> Nullable<Text>,
        attempts -> Integer,
        run_at -> Timestamp,
        claimed_until -> Nullable<Timestamp>,
        claimed_by -> Nullable<DbId>,
        created_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
        failed_at -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    households (id) {
        id -> DbId,
        school_id -> DbId,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    account_links (id) {
        id -> DbId,
        account_id -> DbId,
        purpose -> Text,
        token_hash -> Binary,
        email -> Nullable<Text>,
        email_key -> Nullable<Text>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        session_id -> Nullable<DbId>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    second_factors (account_id) {
        account_id -> DbId,
        sealed_secret -> Binary,
        last_step -> BigInt,
        created_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    recovery_codes (id) {
        id -> DbId,
        account_id -> DbId,
        code_hash -> Binary,
        created_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    invitations (id) {
        id -> DbId,
        school_id -> DbId,
        email -> Text,
        email_key -> Text,
        role -> Text,
        locale -> Text,
        child_id -> Nullable<DbId>,
        relationship -> Nullable<Text>,
        same_household -> Bool,
        token_hash -> Binary,
        invited_by -> DbId,
        created_at -> Timestamp,
        sent_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        used_by -> Nullable<DbId>,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    audit_entries (id) {
        id -> DbId,
        school_id -> DbId,
        actor_id -> Nullable<DbId>,
        actor_name -> Text,
        actor_role -> Text,
        act -> Text,
        account_id -> Nullable<DbId>,
        child_id -> Nullable<DbId>,
        subject -> Text,
        reason -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    throttles (key) {
        key -> Binary,
        used_until -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    idempotency_keys (account_id, key_hash) {
        account_id -> DbId,
        key_hash -> Binary,
        call -> Text,
        request_hash -> Binary,
        sealed_reply -> Binary,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    school_modules (school_id, module) {
        school_id -> DbId,
        module -> Text,
        is_on -> Bool,
    }
}

// A view; diesel wants a key, and a person is in a room once.
diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    merged_children (child_id) {
        child_id -> DbId,
        into_id -> DbId,
        merged_at -> Timestamp,
    }
}

diesel::table! {
    use domain::id::DbId;

    room_members (conversation_id, account_id) {
        conversation_id -> DbId,
        account_id -> DbId,
    }
}

diesel::joinable!(second_factors -> accounts (account_id));
diesel::joinable!(account_links -> accounts (account_id));
diesel::joinable!(memberships -> schools (school_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::joinable!(classes -> schools (school_id));
diesel::joinable!(children -> schools (school_id));
diesel::joinable!(enrolments -> children (child_id));
diesel::joinable!(enrolments -> classes (class_id));
diesel::joinable!(guardian_links -> children (child_id));
diesel::joinable!(child_codes -> children (child_id));
diesel::joinable!(staff_assignments -> classes (class_id));
diesel::joinable!(conversations -> classes (class_id));
diesel::joinable!(messages -> conversations (conversation_id));
diesel::joinable!(room_members -> conversations (conversation_id));
diesel::joinable!(room_members -> accounts (account_id));

diesel::allow_tables_to_appear_in_same_query!(
    instance,
    schools,
    accounts,
    memberships,
    sessions,
    refresh_tokens,
    email_tokens,
    classes,
    children,
    enrolments,
    guardian_links,
    child_codes,
    staff_assignments,
    conversations,
    participants,
    marks,
    messages,
    jobs,
    households,
    account_links,
    second_factors,
    recovery_codes,
    invitations,
    audit_entries,
    throttles,
    idempotency_keys,
    school_modules,
    merged_children,
    room_members,
);
