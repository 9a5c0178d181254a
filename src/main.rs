fn main() -> std::process::ExitCode {
    invtrack::commands::run().into()
}
