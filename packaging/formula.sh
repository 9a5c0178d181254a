#!/bin/sh
# Prints a Homebrew formula for the archives of a release.
# usage: formula.sh VERSION REPOSITORY-URL SHA256SUMS
set -eu
version=$1 repository=$2 sums=$3

# The address and the checksum of the archive for a target.
archive() {
    name=invtrack-$version-$1.tar.gz
    sum=$(awk -v name="$name" '$2 == name { print $1 }' "$sums")
    [ -n "$sum" ] || { echo "$sums has no $name" >&2 && exit 1; }
    printf '      url "%s/releases/download/v%s/%s"\n      sha256 "%s"\n' "$repository" "$version" "$name" "$sum"
}

# Where a part fails, all does.
mac_arm=$(archive aarch64-apple-darwin)
mac_intel=$(archive x86_64-apple-darwin)
linux_arm=$(archive aarch64-unknown-linux-gnu)
linux_intel=$(archive x86_64-unknown-linux-gnu)

cat <<END
class Invtrack < Formula
  desc "Tracks which LinkedIn connection requests were likely accepted or ignored"
  homepage "$repository"
  version "$version"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
$mac_arm
    end
    on_intel do
$mac_intel
    end
  end

  on_linux do
    on_arm do
$linux_arm
    end
    on_intel do
$linux_intel
    end
  end

  def install
    bin.install "invtrack"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/invtrack.bash" => "invtrack"
    zsh_completion.install "completions/_invtrack"
    fish_completion.install "completions/invtrack.fish"
  end

  test do
    assert_match "likely ignored", shell_output("#{bin}/invtrack demo")
  end
end
END
