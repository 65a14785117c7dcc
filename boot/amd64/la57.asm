; la57.asm - from four levels to five (SDM Vol. 3A 4.5.1 and 2.5: CR4.LA57 may change only while paging is off).
; Position independent: it is copied to a page below 4 GiB that old and new tables map at its physical address,
; writable and executable, because its 32-bit part runs with paging off and its words are written in place.

CR0_PG      equ 0x80000000
CR4_PGE     equ 0x80
CR4_LA57    equ 0x1000
CODE64      equ 0x08
DATA32      equ 0x10
CODE32      equ 0x18

global la57_start, la57_end

%define AT(label) (label - la57_start)

section .rodata
bits 64
; void la57_switch(uint64_t root): the physical address of the PML5 table, below 4 GiB (CR3 is loaded by 32-bit code).
; Needs interrupts off (an NMI would end the machine) and CR4.PCIDE clear.
la57_start:
    push rbx
    push rbp
    push r12
    push r13
    push r14
    push r15
    mov [rel saved_rsp], rsp        ; the upper halves of all registers are lost in 32-bit code
    mov [rel saved_cs], cs
    mov [rel saved_ss], ss
    sgdt [rel saved_gdtr]

    lea rsi, [rel la57_start]
    mov ebx, edi
    lea rax, [rel own_gdt]
    mov [rel own_gdtr + 2], rax
    lea rax, [rel back]
    mov [rel back_pointer], eax
    lgdt [rel own_gdtr]             ; the caller's may lie above 4 GiB and has no 32-bit code
    lea rax, [rel down]
    push CODE32
    push rax
    retfq

bits 32
down:
    mov eax, DATA32
    mov ss, eax
    mov ds, eax
    mov es, eax
    mov eax, cr0
    and eax, ~CR0_PG
    mov cr0, eax                    ; leaves long mode: EFER.LMA drops, LME stays
    mov eax, cr4
    and eax, ~CR4_PGE               ; no global translation of the old tables survives
    or eax, CR4_LA57
    mov cr4, eax
    mov cr3, ebx
    mov eax, cr0
    or eax, CR0_PG
    mov cr0, eax                    ; long mode again, five levels
    jmp far [esi + AT(back_pointer)]

bits 64
back:
    mov rsp, [rel saved_rsp]
    lgdt [rel saved_gdtr]
    mov eax, [rel saved_ss]
    mov ss, eax
    mov ds, eax
    mov es, eax
    movzx eax, word [rel saved_cs]
    push rax
    lea rax, [rel .home]
    push rax
    retfq
.home:
    pop r15
    pop r14
    pop r13
    pop r12
    pop rbp
    pop rbx
    ret

align 8
saved_rsp:  dq 0
saved_cs:   dd 0
saved_ss:   dd 0
saved_gdtr: times 10 db 0
own_gdtr:   dw own_gdt.end - own_gdt - 1
            dq 0
back_pointer:
            dd 0
            dw CODE64
align 8
own_gdt:
    dq 0
    dq 0x00af9a000000ffff           ; CODE64
    dq 0x00cf92000000ffff           ; DATA32
    dq 0x00cf9a000000ffff           ; CODE32
.end:
la57_end:
