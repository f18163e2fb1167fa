//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::schools::types::{GuardianMode, RegistrationMode};

/// EcoleHub: the life of a school, between parents and teachers.
///
/// Settings come from the environment; `ecolehub config` prints what holds now, docs/configuration.md explains each.
#[derive(Debug, Parser)]
#[command(name = "ecolehub", version, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the binary can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the application: pages, API, socket and background jobs.
    ///
    /// Runs the migrations that are missing, then serves until Ctrl-C or SIGTERM: open sockets are told to come back, calls in
    /// progress get five seconds.
    Serve(Serve),
    /// Create the database, or bring it up to date.
    ///
    /// Safe to repeat, and safe beside another node that does the same.
    Migrate,
    /// Load the demo school, École EcoleHub in Evere, unless it is there.
    ///
    /// Sixty families, their children, the staff, four weeks of conversations with groups, a poll and a poster, announcements to sign, and a
    /// report that waits: the same every time, dated relative to today.
    Demo(Demo),
    /// Print the OpenAPI document of the API.
    Openapi,
    /// Print the AsyncAPI document of the socket.
    Asyncapi,
    /// Print the settings that hold now, without secrets.
    Config,
    /// Manage schools.
    #[command(subcommand)]
    School(School),
    /// Manage people.
    #[command(subcommand)]
    User(User),
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The address to listen on, in place of HOST.
    #[arg(long)]
    pub host: Option<String>,
    /// The port to listen on, in place of PORT.
    #[arg(long)]
    pub port: Option<u16>,
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Remove the demo school first, with everything that was written in it.
    #[arg(long)]
    pub reset: bool,
}

/// What can be done with schools.
#[derive(Debug, Subcommand)]
pub enum School {
    /// Add a school, with the nine classes of this school year.
    ///
    /// Prints its id and the code with which parents register.
    Create(CreateSchool),
}

/// A new school.
#[derive(Debug, Args)]
pub struct CreateSchool {
    /// The name of the school.
    #[arg(long)]
    pub name: String,
    /// The town.
    #[arg(long)]
    pub locality: String,
    /// How parents register: anybody, whoever has the code, or with the school's approval.
    #[arg(long, value_enum, default_value_t = Registration::Code)]
    pub registration: Registration,
    /// How a parent is linked to a child: at once, or by the child's code or staff.
    #[arg(long, value_enum, default_value_t = Guardians::Code)]
    pub guardians: Guardians,
    /// The code for parents, 4 to 40 letters and digits; made when absent.
    #[arg(long)]
    pub code: Option<String>,
}

/// How parents register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Registration {
    /// Anybody may; for small groups who trust each other.
    Open,
    /// Whoever has the school's code.
    Code,
    /// Anybody may ask; the school approves.
    Approval,
}

impl From<Registration> for RegistrationMode {
    fn from(word: Registration) -> Self {
        match word {
            Registration::Open => Self::Open,
            Registration::Code => Self::Code,
            Registration::Approval => Self::Approval,
        }
    }
}

/// How a guardian's link to a child is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Guardians {
    /// At once; for small groups who trust each other.
    Open,
    /// By the child's one-time code or by staff.
    Code,
}

impl From<Guardians> for GuardianMode {
    fn from(word: Guardians) -> Self {
        match word {
            Guardians::Open => Self::Open,
            Guardians::Code => Self::Code,
        }
    }
}

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add an administrator of a school.
    ///
    /// The password is read from standard input (one line); when that is a terminal or empty, a password is made and printed.
    CreateAdmin(CreateAdmin),
}

/// A new administrator.
#[derive(Debug, Args)]
pub struct CreateAdmin {
    /// The e-mail address to sign in with.
    #[arg(long)]
    pub email: String,
    /// First name.
    #[arg(long)]
    pub first_name: String,
    /// Last name.
    #[arg(long)]
    pub last_name: String,
    /// The id or the name of the school; may be absent when there is only one.
    #[arg(long)]
    pub school: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
