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
        announcement_approval -> Bool,
        announcement_languages -> Bool,
        keep_chat_days -> Integer,
        keep_announcements_years -> Integer,
        sel_shared_household -> Bool,
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
        quiet_from -> Integer,
        quiet_to -> Integer,
        read_receipts -> Bool,
        presence_shown -> Text,
        presence_state -> Text,
        seen_at -> Nullable<Timestamp>,
        contact_code -> Nullable<Text>,
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
        muted_until -> Nullable<Timestamp>,
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
        about -> Nullable<Text>,
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

    message_edits (message_id, number) {
        message_id -> DbId,
        number -> Integer,
        content -> Text,
        written_at -> Timestamp,
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
    use diesel::sql_types::*;
    use domain::id::DbId;

    moderation_cases (id) {
        id -> DbId,
        school_id -> DbId,
        conversation_id -> DbId,
        message_id -> Nullable<DbId>,
        author_id -> Nullable<DbId>,
        author_name -> Text,
        author_role -> Text,
        status -> Text,
        context -> Text,
        context_seq -> BigInt,
        opened_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<DbId>,
        seen_at -> Nullable<Timestamp>,
        appeal -> Nullable<Text>,
        appealed_at -> Nullable<Timestamp>,
        outcome -> Nullable<Text>,
        answer -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    moderation_reports (id) {
        id -> DbId,
        case_id -> DbId,
        reporter_id -> Nullable<DbId>,
        reason -> Text,
        note -> Nullable<Text>,
        content -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    moderation_acts (id) {
        id -> DbId,
        school_id -> DbId,
        case_id -> DbId,
        conversation_id -> DbId,
        message_id -> Nullable<DbId>,
        author_id -> Nullable<DbId>,
        author_name -> Text,
        actor_id -> Nullable<DbId>,
        actor_name -> Text,
        actor_role -> Text,
        act -> Text,
        reason -> Text,
        until -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    hidden_messages (message_id) {
        message_id -> DbId,
        content -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    mutes (conversation_id, account_id) {
        conversation_id -> DbId,
        account_id -> DbId,
        until -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    moderator_terms (id) {
        id -> DbId,
        school_id -> DbId,
        class_id -> DbId,
        account_id -> DbId,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        appointed_by -> Nullable<DbId>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    answers (question_id) {
        question_id -> DbId,
        answer_id -> DbId,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    message_words (id) {
        id -> BigInt,
        message_id -> DbId,
        conversation_id -> DbId,
        words -> Text,
        stems -> Text,
    }
}

diesel::table! {
    use domain::id::DbId;

    room_members (conversation_id, account_id) {
        conversation_id -> DbId,
        account_id -> DbId,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    announcements (id) {
        id -> DbId,
        school_id -> DbId,
        author_id -> Nullable<DbId>,
        author_name -> Text,
        author_role -> Text,
        state -> Text,
        original -> Text,
        to_school -> Bool,
        to_parents -> Bool,
        to_teachers -> Bool,
        asks_signature -> Bool,
        answer_by -> Nullable<Timestamp>,
        pinned -> Bool,
        refusal -> Nullable<Text>,
        version -> BigInt,
        created_at -> Timestamp,
        published_at -> Nullable<Timestamp>,
        published_by -> Nullable<DbId>,
        edited_at -> Nullable<Timestamp>,
        withdrawn_at -> Nullable<Timestamp>,
        reminded_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use domain::id::DbId;

    announcement_classes (announcement_id, class_id) {
        announcement_id -> DbId,
        class_id -> DbId,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;
    use crate::sql_types::DbJson;

    announcement_versions (announcement_id, locale) {
        announcement_id -> DbId,
        locale -> Text,
        status -> Text,
        title -> Text,
        body -> Text,
        questions -> DbJson,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    announcement_questions (id) {
        id -> DbId,
        announcement_id -> DbId,
        position -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    announcement_edits (id) {
        id -> DbId,
        announcement_id -> DbId,
        editor_name -> Text,
        parts -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    announcement_marks (announcement_id, account_id) {
        announcement_id -> DbId,
        account_id -> DbId,
        reached_at -> Nullable<Timestamp>,
        reached_by -> Nullable<Text>,
        read_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    announcement_signatures (announcement_id, child_id, account_id) {
        announcement_id -> DbId,
        child_id -> DbId,
        account_id -> DbId,
        signed_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    announcement_answers (question_id, child_id) {
        question_id -> DbId,
        child_id -> DbId,
        is_yes -> Bool,
        account_id -> Nullable<DbId>,
        answered_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    announcement_slips (id) {
        id -> DbId,
        announcement_id -> DbId,
        child_id -> DbId,
        code_hash -> Binary,
        printed_at -> Timestamp,
        returned_at -> Nullable<Timestamp>,
        returned_by -> Nullable<DbId>,
    }
}

diesel::table! {
    use domain::id::DbId;

    sel_treasurers (school_id, account_id) {
        school_id -> DbId,
        account_id -> DbId,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_accounts (id) {
        id -> DbId,
        school_id -> DbId,
        kind -> Text,
        balance -> Integer,
        reserved -> Integer,
        units_spent -> Integer,
        units_earned -> Integer,
        lines -> Integer,
        created_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
        joined_id -> Nullable<DbId>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_holders (account_id, school_id) {
        account_id -> DbId,
        school_id -> DbId,
        sel_account_id -> DbId,
        since -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_transfers (id) {
        id -> DbId,
        school_id -> DbId,
        kind -> Text,
        status -> Text,
        from_id -> DbId,
        to_id -> DbId,
        from_person -> Nullable<DbId>,
        to_person -> Nullable<DbId>,
        units -> Integer,
        description -> Text,
        search_key -> Text,
        service_at -> Nullable<Timestamp>,
        proposed_by -> Nullable<DbId>,
        group_id -> Nullable<DbId>,
        corrects_id -> Nullable<DbId>,
        service_id -> Nullable<DbId>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        completed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_postings (id) {
        id -> DbId,
        transfer_id -> DbId,
        account_id -> DbId,
        number -> Integer,
        units -> Integer,
        balance_after -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_events (id) {
        id -> DbId,
        transfer_id -> DbId,
        status -> Text,
        act -> Nullable<Text>,
        by_id -> Nullable<DbId>,
        reason -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_checks (id) {
        id -> DbId,
        school_id -> DbId,
        total -> BigInt,
        accounts -> BigInt,
        postings -> BigInt,
        wrong_balances -> BigInt,
        beyond_limits -> BigInt,
        wrong_reserved -> BigInt,
        wrong_transfers -> BigInt,
        checked_at -> Timestamp,
    }
}

// Views; diesel wants keys. A teacher is a reader without a child.
diesel::table! {
    use domain::id::DbId;

    announcement_children (announcement_id, child_id, class_id) {
        announcement_id -> DbId,
        child_id -> DbId,
        class_id -> DbId,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    announcement_readers (announcement_id, account_id) {
        announcement_id -> DbId,
        account_id -> DbId,
        child_id -> Nullable<DbId>,
        class_id -> Nullable<DbId>,
        may_sign -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    files (id) {
        id -> DbId,
        school_id -> DbId,
        owner_id -> Nullable<DbId>,
        state -> Text,
        name -> Text,
        media_type -> Text,
        bytes -> BigInt,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        placeholder -> Nullable<Text>,
        small_media_type -> Nullable<Text>,
        small_bytes -> Nullable<BigInt>,
        blob -> Text,
        message_id -> Nullable<DbId>,
        room_id -> Nullable<DbId>,
        announcement_id -> Nullable<DbId>,
        service_id -> Nullable<DbId>,
        place -> Integer,
        kept_until -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    reactions (message_id, emoji, account_id) {
        message_id -> DbId,
        account_id -> DbId,
        emoji -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    message_mentions (message_id, place) {
        message_id -> DbId,
        place -> Integer,
        conversation_id -> DbId,
        number -> BigInt,
        account_id -> Nullable<DbId>,
        name -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    polls (message_id) {
        message_id -> DbId,
        is_several -> Bool,
        is_anonymous -> Bool,
        closes_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    poll_options (id) {
        id -> DbId,
        message_id -> DbId,
        place -> Integer,
        text -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    poll_votes (option_id, account_id) {
        option_id -> DbId,
        account_id -> DbId,
        message_id -> DbId,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;
    use crate::sql_types::DbJson;

    scheduled_messages (id) {
        id -> DbId,
        conversation_id -> DbId,
        account_id -> DbId,
        content -> Text,
        reply_to -> Nullable<DbId>,
        mentions -> DbJson,
        mentions_everyone -> Bool,
        client_msg_id -> DbId,
        send_at -> Timestamp,
        refusal -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    drafts (conversation_id, account_id) {
        conversation_id -> DbId,
        account_id -> DbId,
        content -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    room_settings (conversation_id, account_id) {
        conversation_id -> DbId,
        account_id -> DbId,
        muted_until -> Nullable<Timestamp>,
        archived_number -> Nullable<BigInt>,
        is_pinned -> Bool,
        is_marked_unread -> Bool,
        level -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    blocks (blocker_id, blocked_id) {
        blocker_id -> DbId,
        blocked_id -> DbId,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    contact_requests (id) {
        id -> DbId,
        school_id -> DbId,
        from_id -> DbId,
        to_id -> Nullable<DbId>,
        asked -> Nullable<Text>,
        note -> Nullable<Text>,
        status -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    ws_tickets (ticket_hash) {
        ticket_hash -> Binary,
        session_id -> DbId,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_category_lists (school_id) {
        school_id -> DbId,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_categories (school_id, key) {
        school_id -> DbId,
        key -> Text,
        place -> Integer,
        name_fr -> Text,
        name_nl -> Text,
        name_en -> Text,
        is_hidden -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_services (id) {
        id -> DbId,
        school_id -> DbId,
        owner_id -> DbId,
        kind -> Text,
        state -> Text,
        title -> Text,
        title_key -> Text,
        description -> Text,
        category -> Text,
        units_per_hour -> Nullable<Integer>,
        fixed_units -> Nullable<Integer>,
        availability -> Nullable<Text>,
        place -> Nullable<Text>,
        languages -> Text,
        alerts -> Bool,
        version -> BigInt,
        expires_at -> Timestamp,
        told_end -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_service_words (id) {
        id -> BigInt,
        service_id -> DbId,
        words -> Text,
        stems -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_favourites (account_id, service_id) {
        account_id -> DbId,
        service_id -> DbId,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_reviews (id) {
        id -> DbId,
        service_id -> DbId,
        transfer_id -> DbId,
        author_id -> DbId,
        text -> Nullable<Text>,
        hidden_at -> Nullable<Timestamp>,
        hidden_reason -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use domain::id::DbId;

    sel_told_matches (mine_id, other_id) {
        mine_id -> DbId,
        other_id -> DbId,
        told_at -> Timestamp,
    }
}

diesel::joinable!(second_factors -> accounts (account_id));
diesel::joinable!(sel_postings -> sel_transfers (transfer_id));
diesel::joinable!(sel_postings -> sel_accounts (account_id));
diesel::joinable!(sel_events -> sel_transfers (transfer_id));
diesel::joinable!(sel_holders -> sel_accounts (sel_account_id));
diesel::joinable!(announcement_versions -> announcements (announcement_id));
diesel::joinable!(announcement_classes -> classes (class_id));
diesel::joinable!(announcement_questions -> announcements (announcement_id));
diesel::joinable!(announcement_answers -> announcement_questions (question_id));
diesel::joinable!(announcement_slips -> announcements (announcement_id));
diesel::joinable!(announcement_slips -> children (child_id));
diesel::joinable!(announcement_children -> children (child_id));
diesel::joinable!(announcement_children -> classes (class_id));
diesel::joinable!(announcement_readers -> accounts (account_id));
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
diesel::joinable!(sel_service_words -> sel_services (service_id));
diesel::joinable!(messages -> conversations (conversation_id));
diesel::joinable!(message_edits -> messages (message_id));
diesel::joinable!(message_words -> messages (message_id));
diesel::joinable!(files -> messages (message_id));
diesel::joinable!(moderation_reports -> moderation_cases (case_id));
diesel::joinable!(moderation_cases -> conversations (conversation_id));
diesel::joinable!(moderator_terms -> classes (class_id));
diesel::joinable!(message_mentions -> messages (message_id));
diesel::joinable!(poll_votes -> poll_options (option_id));
diesel::joinable!(room_members -> conversations (conversation_id));
diesel::joinable!(room_members -> accounts (account_id));

diesel::allow_tables_to_appear_in_same_query!(
    room_settings,
    blocks,
    contact_requests,
    ws_tickets,
    announcements,
    announcement_classes,
    announcement_versions,
    announcement_questions,
    announcement_edits,
    announcement_marks,
    announcement_signatures,
    announcement_answers,
    announcement_slips,
    announcement_children,
    announcement_readers,
    sel_treasurers,
    sel_accounts,
    sel_holders,
    sel_transfers,
    sel_postings,
    sel_events,
    sel_checks,
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
    message_edits,
    files,
    message_words,
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
    moderation_cases,
    moderation_reports,
    moderation_acts,
    hidden_messages,
    mutes,
    moderator_terms,
    answers,
    reactions,
    message_mentions,
    polls,
    poll_options,
    poll_votes,
    scheduled_messages,
    drafts,
    sel_category_lists,
    sel_categories,
    sel_services,
    sel_service_words,
    sel_favourites,
    sel_reviews,
    sel_told_matches,
    room_members,
);
