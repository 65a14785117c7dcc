# Both kernels, from one set of C files and the very sources of impl/ that are proved; the boot tests.
# Objects of impl/ are compiled by the same command for every file, without any -D.

KERNELS := $(BUILD)/kernel-i686.elf $(BUILD)/kernel-amd64.elf
BOOT_SOURCES := $(sort $(wildcard boot/kernel/*.c))
# The parts of the executable model that run beside the mapper and the memory map.
BOOT_MODEL := $(sort $(wildcard spec/model/map.c spec/model/map_*.c)) spec/model/address.c spec/model/memmap.c spec/model/mode.c spec/model/regions.c \
              spec/model/pool.c

# Objects are LLVM bitcode and ld.lld compiles the whole: the door to the hardware (kernel/machine.c), a load or store
# each, stands inline in the mapper.
KERNEL_FLAGS := $(FREESTANDING) -flto -fomit-frame-pointer -fno-builtin -fno-stack-protector -fno-pic -fno-asynchronous-unwind-tables
# The kernel's own files are checks: small. But for the door and the benchmark's loops, which run beside the library's code.
BOOT_OPTIMISE := -Os
%/boot/kernel/machine.o %/boot/kernel/bench_loops.o: BOOT_OPTIMISE := -O2
i686_FLAGS := --target=i686-unknown-none-elf -march=i486 -mno-sse -mno-mmx $(KERNEL_FLAGS)
amd64_FLAGS := --target=x86_64-unknown-none-elf -mcmodel=kernel -mgeneral-regs-only -mno-red-zone $(KERNEL_FLAGS)

all: $(KERNELS)

# $(1): i686 or amd64; $(2): nasm's format; $(3): lld's emulation
define kernel_rules
$(1)_IMPL := $$(IMPL_SOURCES:%.c=$$(BUILD)/$(1)/%.o)
$(1)_BOOT := $$(patsubst %.c,$$(BUILD)/$(1)/%.o,$$(BOOT_SOURCES) $$(BOOT_MODEL) $$(sort $$(wildcard boot/$(1)/*.c)))
$(1)_ENTRY := $$(patsubst %.asm,$$(BUILD)/$(1)/%.o,$$(sort $$(wildcard boot/$(1)/*.asm)))

$$($(1)_IMPL): $$(BUILD)/$(1)/%.o: %.c boot/boot.mk
	@mkdir -p $$(@D)
	$$(CLANG) $$($(1)_FLAGS) -MMD -MP -c $$< -o $$@

$$($(1)_BOOT): $$(BUILD)/$(1)/%.o: %.c boot/boot.mk
	@mkdir -p $$(@D)
	$$(CLANG) $$($(1)_FLAGS) $$(BOOT_OPTIMISE) -Iboot/$(1) -Iboot/kernel -MMD -MP -c $$< -o $$@

$$($(1)_ENTRY): $$(BUILD)/$(1)/%.o: %.asm boot/pvh.inc boot/boot.mk
	@mkdir -p $$(@D)
	nasm -f $(2) -Werror -I$$(BUILD)/boot/ $$< -o $$@

$$(BUILD)/kernel-$(1).elf: boot/$(1)/link.ld $$($(1)_ENTRY) $$($(1)_BOOT) $$($(1)_IMPL)
	ld.lld -m $(3) -T boot/$(1)/link.ld -z max-page-size=4096 -nostdlib -static --fatal-warnings -o $$@ $$(filter %.o,$$^)
	@stat -c '%n: %s bytes' $$@

-include $$($(1)_IMPL:.o=.d) $$($(1)_BOOT:.o=.d)
endef
$(eval $(call kernel_rules,i686,elf32,elf_i386))
$(eval $(call kernel_rules,amd64,elf64,elf_x86_64))

# The amd64 kernel's sentence for a CPU that cannot run its C code.
$(BUILD)/boot/status_text: boot/tools/status_text.c impl/rtl/status.c impl/include/selfmap/status.h
	@mkdir -p $(@D)
	$(GCC) -std=c11 -O1 $(WARNINGS) $(INCLUDES) $(filter %.c,$^) -o $@

$(BUILD)/boot/no_long_mode.inc: $(BUILD)/boot/status_text
	$< > $@

$(BUILD)/amd64/boot/amd64/refused.o: $(BUILD)/boot/no_long_mode.inc

include boot/uefi/uefi.mk

MODE ?= pml5
HARNESS := $(PYTHON) boot/harness
# One word for the shell, whatever stands in it.
shell_word = '$(subst ','\'',$(1))'

.PHONY: boot boot-test boot-selftest bench
boot: $(KERNELS) $(LOADERS) ## boot in QEMU: MODE=pml2..pml5 (default pml5), UEFI=1|ia32, APPEND= (shell: by hand), CPU=, MEM=
	@$(HARNESS)/boot.py --build=$(call shell_word,$(BUILD)) --mode=$(call shell_word,$(MODE)) \
		--cpu=$(call shell_word,$(CPU)) --mem=$(call shell_word,$(MEM)) \
		--append=$(call shell_word,$(APPEND)) --uefi=$(call shell_word,$(UEFI))

boot-test: $(KERNELS) $(LOADERS) $(IMAGE) ## the matrix of modes, CPUs, memory sizes, slots and refusals, direct and through UEFI
	@$(HARNESS)/matrix.py --build $(BUILD)

boot-selftest: $(KERNELS) $(LOADERS) ## plants faults and shows that the boot harness rejects each
	@$(HARNESS)/selftest.py --build $(BUILD)

bench: $(KERNELS) ## instructions per operation in the kernel, in all four modes; also in build/bench.json
	@$(HARNESS)/bench.py --build $(BUILD)

# Optional: not part of boot-test, because Bochs is no package of `make deps`.
.PHONY: boot-bochs
$(BUILD)/bochs/disk.bin: boot/bochs/disk.asm
	@mkdir -p $(@D)
	nasm -f bin -Werror $< -o $@

boot-bochs: $(KERNELS) $(BUILD)/bochs/disk.bin ## the kernels under Bochs, a second opinion about the CPU (needs bochs, bochsbios, vgabios)
	@$(HARNESS)/bochs.py --build $(BUILD)
