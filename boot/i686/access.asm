; access.asm (i686) - the three accesses that may fault, and the 32 exception stubs.
; Relies on traps.c and traps_gates.c.

global peek, peek_access, peek_fault
global poke, poke_access, poke_fault
global jump_to, jump_fault, jump_target
global trap_stubs
extern trap_handler

section .text
bits 32

; uint32_t peek(uintptr_t address, uint32_t *value)
peek:
    mov ecx, [esp + 4]
    mov edx, [esp + 8]
peek_access:
    mov eax, [ecx]
    mov [edx], eax
    xor eax, eax
    ret
peek_fault:
    mov eax, 1
    ret

; uint32_t poke(uintptr_t address, uint32_t value)
poke:
    mov ecx, [esp + 4]
    mov edx, [esp + 8]
poke_access:
    mov [ecx], edx
    xor eax, eax
    ret
poke_fault:
    mov eax, 1
    ret

; uint32_t jump_to(uintptr_t address)
jump_to:
    mov ecx, [esp + 4]
    mov [jump_target], ecx
    mov [jump_stack], esp
    call ecx
    xor eax, eax
    jmp jump_done
jump_fault:
    mov esp, [jump_stack]   ; the call had pushed its return address before the fetch faulted
    mov eax, 1
jump_done:
    mov dword [jump_target], -1   ; none: address 0 may be jumped to
    ret

; The CPU pushes an error code for these vectors only (SDM Vol. 3A, table 6-1); the others get a 0.
%define HAS_ERROR(v) ((v) == 8 || ((v) >= 10 && (v) <= 14) || (v) == 17 || (v) == 21)

%assign vector 0
%rep 32
stub_%+vector:
%if !(HAS_ERROR(vector))
    push dword 0
%endif
    push dword vector
    jmp any_trap
%assign vector vector + 1
%endrep

any_trap:
    pushad
    cld
    push esp
    call trap_handler       ; returns only for a provoked exception
    add esp, 4
    popad
    add esp, 8              ; vector and error code
    iretd

section .rodata
align 4
trap_stubs:
%assign vector 0
%rep 32
    dd stub_%+vector
%assign vector vector + 1
%endrep

section .data
align 4
jump_target: dd -1

section .bss
alignb 4
jump_stack: resd 1
