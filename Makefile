# selfmap: `make help` lists the commands. Each floor of the house brings its own fragment.

BUILD := build
CC ?= gcc
CLANG := clang
GCC := gcc
PYTHON := python3
SECONDS ?= 60

# The sources that are proved, fuzzed and booted: one list for all three (`make audit` holds them to it).
IMPL_SOURCES := $(sort $(wildcard impl/*/*.c))
IMPL_HEADERS := $(sort $(wildcard impl/*/*.h impl/include/selfmap/*.h spec/*.h))
INCLUDES := -Iimpl/include -I.
WARNINGS := -Wall -Wextra -Werror -Wconversion -Wshadow -Wundef -Wstrict-prototypes -Wmissing-prototypes
FREESTANDING := -std=c11 -ffreestanding -O2 $(WARNINGS) $(INCLUDES)

PREFIX ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0

# What the commands need from Debian 12.
PACKAGES := frama-c-base ocaml why3 z3 cvc4 gcc gcc-multilib libc6-dev clang libclang-rt-14-dev llvm lld nasm \
            qemu-system-x86 ovmf ovmf-ia32 mtools python3 make binutils

.DEFAULT_GOAL := all
.PHONY: all deps install help clean
.DELETE_ON_ERROR:

include impl/impl.mk
include proofs/proofs.mk
include fuzz/fuzz.mk
include boot/boot.mk

all: ## build the library, the kernels and the tools
	@echo "built: library, kernels and tools in $(BUILD)/"

deps: ## install what the rest needs from Debian 12's packages (sudo when not root)
	@missing=$$(for p in $(PACKAGES); do \
		dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -z "$$missing" ]; then echo "deps: all packages are installed"; exit 0; fi; \
	echo "deps: installing" $$missing; \
	if [ "$$(id -u)" = 0 ]; then SUDO=; else SUDO=sudo; fi; \
	$$SUDO apt-get update -q && \
	$$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing

install: all ## library, headers, pkg-config file, tool and man page: DESTDIR, PREFIX
	install -d $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include/selfmap $(DESTDIR)$(PREFIX)/bin \
		$(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(HOST_LIBRARY) $(DESTDIR)$(PREFIX)/lib/
	install -m 644 impl/include/selfmap/*.h $(DESTDIR)$(PREFIX)/include/selfmap/
	install -m 755 $(BUILD)/selfmap $(DESTDIR)$(PREFIX)/bin/
	install -m 644 boot/tool/selfmap.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	printf 'prefix=%s\nName: selfmap\nDescription: proved page tables for x86\nVersion: %s\nLibs: -L$${prefix}/lib -lselfmap\nCflags: -I$${prefix}/include\n' \
		'$(PREFIX)' '$(VERSION)' > $(DESTDIR)$(PREFIX)/lib/pkgconfig/selfmap.pc

help: ## this list
	@awk -F':.*## ' '/^[a-z][a-z0-9-]*:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

clean: ## remove build/
	rm -rf $(BUILD)
