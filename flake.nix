# Parsed, and evaluated with a stand-in for nixpkgs; never built.
{
  description = "Tells which LinkedIn connection requests were likely accepted, are pending, or were likely ignored";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      manifest = (builtins.fromTOML (builtins.readFile ./Cargo.toml)).package;
      systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
      forEach = make: nixpkgs.lib.genAttrs systems (system: make nixpkgs.legacyPackages.${system});
    in
    {
      packages = forEach (pkgs: {
        default = pkgs.rustPlatform.buildRustPackage {
          pname = manifest.name;
          version = manifest.version;
          src = self;
          cargoLock.lockFile = ./Cargo.lock;
          nativeBuildInputs = [ pkgs.installShellFiles ];
          # They want a home directory, terminals and shells of their own; run `cargo test --locked`.
          doCheck = false;
          postInstall = ''
            installManPage docs/man/*.1
            installShellCompletion --bash src/commands/completions/invtrack.bash \
              --zsh src/commands/completions/_invtrack --fish src/commands/completions/invtrack.fish
          '';
          meta = {
            description = manifest.description;
            license = with pkgs.lib.licenses; [ mit asl20 ];
            mainProgram = "invtrack";
          };
        };
      });

      devShells = forEach (pkgs: {
        default = pkgs.mkShell { packages = with pkgs; [ cargo rustc clippy rustfmt sqlite zsh fish ]; };
      });
    };
}
