; entry.asm (amd64) - from the PVH entry (32 bit, paging off) to kernel_main in long mode under four levels.
; Refuses a CPU without long mode with the library's own sentence. Relies on pvh.inc, refused.asm and link.ld.
%include "boot/pvh.inc"

P_W         equ 3
P_W_PS      equ 0x83
CR0_PG_WP   equ 0x80010000
CR4_PAE     equ 0x20
MSR_EFER    equ 0xc0000080
EFER_LME    equ 0x100
EFLAGS_ID   equ 1 << 21
LONG_MODE   equ 1 << 29     ; CPUID.80000001H:EDX

CODE        equ 0x08
DATA        equ 0x10

extern kernel_main, refuse_no_long_mode
extern first_pml4_physical, first_pdpt_physical, first_pd_physical, stack_top_physical, gdt_physical
global pvh_start
global first_pml4, first_pdpt, first_pd, stack_top, gdt, gdt_tss

section .boot.text
bits 32
pvh_start:
    cli
    cld
    mov esp, stack_top_physical
    call pvh_copy
    call require_long_mode

    ; The first GiB in 2 MiB pages, at 0 and at the top 2 GiB.
    mov edi, first_pd_physical
    mov eax, P_W_PS
    mov ecx, 512
.fill:
    mov [edi], eax
    add eax, 0x200000
    add edi, 8
    loop .fill
    mov edi, first_pdpt_physical
    mov eax, first_pd_physical
    or eax, P_W
    mov [edi], eax
    mov [edi + 510 * 8], eax
    mov edi, first_pml4_physical
    mov eax, first_pdpt_physical
    or eax, P_W
    mov [edi], eax
    mov [edi + 511 * 8], eax

    ; SDM Vol. 3A 9.8.5: PAE, CR3, LME, then PG.
    mov eax, CR4_PAE
    mov cr4, eax
    mov cr3, edi
    mov ecx, MSR_EFER
    rdmsr
    or eax, EFER_LME
    wrmsr
    mov eax, cr0
    or eax, CR0_PG_WP
    mov cr0, eax
    lgdt [early_gdtr]
    jmp CODE:long_low

; Returns when the CPU has long mode. CPUID itself may be missing (SDM Vol. 1, 20.1.2).
require_long_mode:
    pushfd
    pop eax
    mov ecx, eax
    xor eax, EFLAGS_ID
    push eax
    popfd
    pushfd
    pop eax
    xor eax, ecx
    test eax, EFLAGS_ID
    jz refuse_no_long_mode
    mov eax, 0x80000000
    cpuid
    cmp eax, 0x80000001
    jb refuse_no_long_mode
    mov eax, 0x80000001
    cpuid
    test edx, LONG_MODE
    jz refuse_no_long_mode
    ret

early_gdtr:
    dw gdt_end - gdt - 1
    dd gdt_physical

bits 64
long_low:
    mov rax, high
    jmp rax

section .text
bits 64
high:
    mov ax, DATA
    mov ds, ax
    mov es, ax
    mov fs, ax
    mov gs, ax
    mov ss, ax
    mov rsp, stack_top
    lgdt [rel high_gdtr]
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
    dq 0x00af9a000000ffff   ; code: 64 bit
    dq 0x00cf92000000ffff   ; data
gdt_tss:
    dq 0, 0                 ; traps.c writes the TSS descriptor
gdt_end:
high_gdtr:
    dw gdt_end - gdt - 1
    dq gdt

section .bss
alignb 4096
first_pml4: resb 4096
first_pdpt: resb 4096
first_pd: resb 4096
    resb 16384
stack_top:
