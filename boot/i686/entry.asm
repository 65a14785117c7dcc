; entry.asm (i686) - from the PVH entry to kernel_main at its linked address, and the switch to the real tables.
; Builds first tables of 4 KiB pages only: a 486 has no large ones. Relies on pvh.inc and link.ld.
%include "boot/pvh.inc"

KERNEL_BASE equ 0x80000000
P_W         equ 3
CR0_PG      equ 0x80000000
CR0_PG_WP   equ 0x80010000

CODE        equ 0x08
DATA        equ 0x10

extern kernel_main
extern first_directory_physical, first_table_physical, stack_top_physical, gdt_physical
global pvh_start, arch_switch_paging
global first_directory, first_table, stack_top, gdt

section .boot.text
bits 32
pvh_start:
    cli
    cld
    mov esp, stack_top_physical
    call pvh_copy

    ; The first 8 MiB, at 0 and at KERNEL_BASE. link.ld asserts that the kernel ends below.
    mov edi, first_table_physical
    mov eax, P_W
    mov ecx, 2048
.fill:
    mov [edi], eax
    add eax, 0x1000
    add edi, 4
    loop .fill
    mov edi, first_directory_physical
    mov eax, first_table_physical
    or eax, P_W
    mov [edi], eax
    mov [edi + (KERNEL_BASE >> 22) * 4], eax
    add eax, 0x1000
    mov [edi + 4], eax
    mov [edi + (KERNEL_BASE >> 22) * 4 + 4], eax

    lgdt [early_gdtr]
    mov cr3, edi
    mov eax, cr0
    or eax, CR0_PG_WP
    mov cr0, eax
    jmp CODE:high           ; far: loads our CS and leaves the identity addresses

early_gdtr:
    dw gdt.end - gdt - 1
    dd gdt_physical

; void arch_switch_paging(uint32_t root, uint32_t cr4)
; Stands in .boot, which old and new tables map at its physical address. PAE must not change under the feet of live
; tables, so paging goes off in between; the stack (high) is not touched meanwhile. A 486 has no CR4: 0 is not written.
arch_switch_paging:
    mov ecx, [esp + 4]
    mov edx, [esp + 8]
    mov eax, cr0
    and eax, ~CR0_PG
    mov cr0, eax
    jmp .off                ; SDM Vol. 3A 9.9.2: a jump after PG changes
.off:
    test edx, edx
    jz .no_cr4
    mov cr4, edx
.no_cr4:
    mov cr3, ecx
    or eax, CR0_PG
    mov cr0, eax
    jmp .on
.on:
    ret

section .text
bits 32
high:
    mov ax, DATA
    mov ds, ax
    mov es, ax
    mov fs, ax
    mov gs, ax
    mov ss, ax
    mov esp, stack_top
    lgdt [high_gdtr]
    xor ebp, ebp
    call kernel_main
.hang:
    cli
    hlt
    jmp .hang

section .data
align 8
gdt:
    dq 0
    dq 0x00cf9a000000ffff   ; code: 4 GiB, execute/read
    dq 0x00cf92000000ffff   ; data: 4 GiB, read/write
.end:
high_gdtr:
    dw gdt.end - gdt - 1
    dd gdt

section .bss
alignb 4096
first_directory: resb 4096
first_table: resb 8192
    resb 16384
stack_top:
