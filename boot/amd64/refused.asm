; refused.asm - says why an amd64 kernel ends on a CPU without long mode, where no 64-bit code can run.
; The sentence is selfmap_status_text's: tools/status_text.c prints it into the file included below at build time.

COM1            equ 0x3f8
LINE_STATUS     equ COM1 + 5
TRANSMIT_EMPTY  equ 0x20
DEBUG_EXIT      equ 0xf4
EXIT_REFUSED    equ 0x12

global refuse_no_long_mode

section .boot.text progbits alloc exec nowrite align=16
bits 32
refuse_no_long_mode:
    mov esi, line
.next:
    mov cl, [esi]
    inc esi
    test cl, cl
    jz .exit
    mov dx, LINE_STATUS
.wait:
    in al, dx
    test al, TRANSMIT_EMPTY
    jz .wait
    mov dx, COM1
    mov al, cl
    out dx, al
    jmp .next
.exit:
    mov eax, EXIT_REFUSED
    mov dx, DEBUG_EXIT
    out dx, eax
.hang:
    cli
    hlt
    jmp .hang

line:
    db 'boot: refused: '
%include "no_long_mode.inc"
    db 10, 0
