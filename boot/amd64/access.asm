; access.asm (amd64) - the three accesses that may fault, and the 32 exception stubs.
; Relies on traps.c and traps_gates.c.

global peek, peek_access, peek_fault
global poke, poke_access, poke_fault
global jump_to, jump_fault, jump_target
global trap_stubs
extern trap_handler

section .text
bits 64
default rel

; uint32_t peek(uintptr_t address, uint32_t *value)
peek:
peek_access:
    mov eax, [rdi]
    mov [rsi], eax
    xor eax, eax
    ret
peek_fault:
    mov eax, 1
    ret

; uint32_t poke(uintptr_t address, uint32_t value)
poke:
poke_access:
    mov [rdi], esi
    xor eax, eax
    ret
poke_fault:
    mov eax, 1
    ret

; uint32_t jump_to(uintptr_t address)
jump_to:
    mov [jump_target], rdi
    mov [jump_stack], rsp
    call rdi
    xor eax, eax
    jmp jump_done
jump_fault:
    mov rsp, [jump_stack]   ; the call had pushed its return address before the fetch faulted
    mov eax, 1
jump_done:
    mov qword [jump_target], -1   ; none: address 0 may be jumped to
    ret

; The CPU pushes an error code for these vectors only (SDM Vol. 3A, table 6-1); the others get a 0.
%define HAS_ERROR(v) ((v) == 8 || ((v) >= 10 && (v) <= 14) || (v) == 17 || (v) == 21)

%assign vector 0
%rep 32
stub_%+vector:
%if !(HAS_ERROR(vector))
    push qword 0
%endif
    push qword vector
    jmp any_trap
%assign vector vector + 1
%endrep

any_trap:
    push rax
    push rbx
    push rcx
    push rdx
    push rsi
    push rdi
    push rbp
    push r8
    push r9
    push r10
    push r11
    push r12
    push r13
    push r14
    push r15
    cld
    mov rdi, rsp            ; 22 words below a 16-aligned stack (SDM Vol. 3A 6.14.2): still 16-aligned at the call
    call trap_handler       ; returns only for a provoked exception
    pop r15
    pop r14
    pop r13
    pop r12
    pop r11
    pop r10
    pop r9
    pop r8
    pop rbp
    pop rdi
    pop rsi
    pop rdx
    pop rcx
    pop rbx
    pop rax
    add rsp, 16             ; vector and error code
    iretq

section .rodata
align 8
trap_stubs:
%assign vector 0
%rep 32
    dq stub_%+vector
%assign vector vector + 1
%endrep

section .data
align 8
jump_target: dq -1

section .bss
alignb 8
jump_stack: resq 1
