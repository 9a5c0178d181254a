/// What is on record becomes many small values: a quarter of the time of a command went into the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    invtrack::commands::run().into()
}
