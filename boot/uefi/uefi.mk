# The UEFI loaders, one C source for both widths of firmware, and a bootable image with both kernels.
# They are programs of Windows' format: clang's windows targets have UEFI's calling convention, lld-link writes the file.

UEFI_SOURCES := $(sort $(wildcard boot/uefi/*.c)) boot/kernel/memory.c
# The proved sources that a loader needs: words of the command line, the way out of the boot services, the memory map.
UEFI_IMPL := impl/pagemap/boot_params.c impl/rtl/status.c $(sort $(wildcard impl/firmware/*.c impl/memmap/*.c))
LOADERS := $(BUILD)/BOOTX64.EFI $(BUILD)/BOOTIA32.EFI
IMAGE := $(BUILD)/selfmap.img

UEFI_FLAGS := $(FREESTANDING) -fno-builtin -fno-stack-protector -mno-stack-arg-probe -fno-asynchronous-unwind-tables
uefi-x64_FLAGS := --target=x86_64-unknown-windows -mgeneral-regs-only -mno-red-zone $(UEFI_FLAGS)
uefi-ia32_FLAGS := --target=i386-unknown-windows -march=i686 -mno-sse -mno-mmx $(UEFI_FLAGS)

all: $(LOADERS) $(IMAGE)

# $(1): the build's folder; $(2): nasm's format and its prefix for names; $(3): the loader; $(4): what lld-link needs besides
define loader_rules
$(1)_OBJECTS := $$(patsubst %.c,$$(BUILD)/$(1)/%.o,$$(UEFI_SOURCES) $$(UEFI_IMPL)) $$(BUILD)/$(1)/boot/uefi/hand_off.o

$$(BUILD)/$(1)/boot/uefi/hand_off.o: boot/uefi/hand_off.asm boot/uefi/uefi.mk
	@mkdir -p $$(@D)
	nasm -f $(2) -Werror $$< -o $$@

$$(BUILD)/$(1)/%.o: %.c boot/uefi/uefi.mk
	@mkdir -p $$(@D)
	$$(CLANG) $$($(1)_FLAGS) -MMD -MP -c $$< -o $$@

$(3): $$($(1)_OBJECTS)
	lld-link /subsystem:efi_application /entry:efi_main /nodefaultlib /timestamp:0 /base:0 $(4) /out:$$@ $$^
	@stat -c '%n: %s bytes' $$@

-include $$(patsubst %.o,%.d,$$($(1)_OBJECTS))
endef
$(eval $(call loader_rules,uefi-x64,win64,$(BUILD)/BOOTX64.EFI,))
$(eval $(call loader_rules,uefi-ia32,win32 --gprefix _,$(BUILD)/BOOTIA32.EFI,/safeseh:no))

.PHONY: image
image: $(IMAGE) ## build/selfmap.img, which UEFI machines boot from: both loaders, both kernels; for a USB stick (boot/README.md)

$(IMAGE): boot/harness/fat.py boot/uefi/selfmap.cfg $(LOADERS) $(KERNELS)
	$(PYTHON) boot/harness/fat.py $@ $(filter-out %.py,$^)
	@stat -c '%n: %s bytes' $@
