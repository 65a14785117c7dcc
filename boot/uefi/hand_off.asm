; hand_off.asm - from the firmware's mode to PVH's entry: 32-bit protected mode, flat segments, paging off.
; Position independent: image.c copies it to a page below 4 GiB, which the firmware's tables, if any, map at its physical
; address. void hand_off(const struct jump *), below 4 GiB too, in the firmware's calling convention; never returns.
; Relies on nothing but the stack, and on that only until the switch: in x64 it may lie above 4 GiB.

CR0_PG      equ 0x80000000
CR0_PE_ET   equ 0x11
MSR_EFER    equ 0xc0000080
; CPUID.80000001H:EDX, any of which comes with EFER: SYSCALL, NX, long mode
HAS_EFER    equ 1 << 11 | 1 << 20 | 1 << 29

CODE        equ 0x08
DATA        equ 0x10

; struct jump of image.c
JUMP_ENTRY      equ 0
JUMP_START_INFO equ 4
JUMP_FROM       equ 8
JUMP_TO         equ 12
JUMP_BYTES      equ 16

global hand_off_start, hand_off_end

section .text
hand_off_start:
%ifidn __OUTPUT_FORMAT__, win64
bits 64
    cli
    cld
    mov ebp, ecx
    lea rax, [rel own_gdt]
    sub rsp, 16
    mov word [rsp], own_gdt_end - own_gdt - 1
    mov [rsp + 2], rax
    lgdt [rsp]                      ; the firmware's has other selectors, and may lie above 4 GiB
    push CODE
    lea rax, [rel down]
    push rax
    retfq
%else
bits 32
    cli
    cld
    mov ebp, [esp + 4]
    call .here
.here:
    pop esi
    lea eax, [esi + own_gdt - .here]
    sub esp, 8
    mov word [esp], own_gdt_end - own_gdt - 1
    mov [esp + 2], eax
    lgdt [esp]
    push CODE
    lea eax, [esi + down - .here]
    push eax
    retf
%endif

bits 32
down:
    mov eax, DATA
    mov ss, eax
    mov ds, eax
    mov es, eax
    mov fs, eax
    mov gs, eax
    xor eax, eax
    lldt ax
    mov eax, cr0
    and eax, ~CR0_PG
    mov cr0, eax                    ; leaves long mode: EFER.LMA drops, LME stays (SDM Vol. 3A 9.8.5.4)
    xor eax, eax
    mov cr4, eax                    ; LA57 and PCIDE may go only now that paging is off; CET before CR0.WP
    mov eax, 0x80000000
    cpuid
    cmp eax, 0x80000001
    jb .no_efer
    mov eax, 0x80000001
    cpuid
    test edx, HAS_EFER
    jz .no_efer
    xor eax, eax                    ; with LME left on, a kernel that turns on PAE and paging would be in long mode
    xor edx, edx
    mov ecx, MSR_EFER
    wrmsr
.no_efer:
    mov eax, CR0_PE_ET
    mov cr0, eax
    ; A kernel whose place boot services held moves there now, over whatever they left, tables and stack included.
    mov esi, [ebp + JUMP_FROM]
    mov edi, [ebp + JUMP_TO]
    mov ecx, [ebp + JUMP_BYTES]
    rep movsb
    mov ebx, [ebp + JUMP_START_INFO]
    jmp [ebp + JUMP_ENTRY]

align 8
own_gdt:
    dq 0
    dq 0x00cf9a000000ffff           ; CODE: 32 bit, flat
    dq 0x00cf92000000ffff           ; DATA
own_gdt_end:
hand_off_end:
