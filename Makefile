# Installs what a package would: the program, manual pages, completions.
#   make install                          for yourself, below ~/.local
#   make && sudo make install PREFIX=/usr/local
# DESTDIR stages a package; `make uninstall` takes the same files away.
PREFIX ?= $(HOME)/.local
CARGO ?= cargo
TARGET ?= $(or $(CARGO_TARGET_DIR),target)
PROGRAM := $(TARGET)/release/invtrack

bin := $(DESTDIR)$(PREFIX)/bin
share := $(DESTDIR)$(PREFIX)/share
scripts := src/commands/completions
pages := $(wildcard docs/man/*.1)
bash := $(share)/bash-completion/completions
zsh := $(share)/zsh/site-functions
fish := $(share)/fish/vendor_completions.d

all: $(PROGRAM)

$(PROGRAM): Cargo.toml Cargo.lock $(shell find src -type f)
	$(CARGO) build --release --locked
	touch $@

install: $(PROGRAM)
	install -d '$(bin)' '$(share)/man/man1' '$(bash)' '$(zsh)' '$(fish)'
	install -m 755 '$(PROGRAM)' '$(bin)/invtrack'
	install -m 644 $(pages) '$(share)/man/man1'
	install -m 644 $(scripts)/invtrack.bash '$(bash)/invtrack'
	install -m 644 $(scripts)/_invtrack '$(zsh)/_invtrack'
	install -m 644 $(scripts)/invtrack.fish '$(fish)/invtrack.fish'

uninstall:
	rm -f '$(bin)/invtrack' '$(bash)/invtrack' '$(zsh)/_invtrack' '$(fish)/invtrack.fish'
	rm -f $(patsubst docs/man/%,'$(share)/man/man1/%',$(pages))

.PHONY: all install uninstall
