; disk.asm - the first sector of a disk that starts a kernel under Bochs, which has no -kernel: reads what
; harness/bochs.py packed behind it, and hands over as a PVH loader does (pvh.inc). Relies on a BIOS with INT 13h
; extensions and E820.

PACKED          equ 0x10000     ; where the sectors behind this one go; their first words:
PACKED_ENTRY    equ 0           ;   the kernel's entry
PACKED_SEGMENTS equ 4           ;   how many segments
PACKED_LINE     equ 8           ;   address of the command line
PACKED_TABLE    equ 12          ;   and for each segment: source, target, bytes to copy, bytes to zero
MAP             equ 0x8000      ; the memory map, 24 bytes an entry
START_INFO      equ 0x7000
CHUNK           equ 32          ; sectors at a time
E820_SIGNATURE  equ 0x534d4150
PVH_MAGIC       equ 0x336ec578

    org 0x7c00
    bits 16
start:
    cli
    xor ax, ax
    mov ds, ax
    mov es, ax
    mov ss, ax
    mov sp, 0x7c00
    sti
.read:
    mov si, packet
    mov ah, 0x42                ; DL is still the drive that the BIOS started from
    int 0x13
    jc failed
    add word [packet.segment], CHUNK * 512 / 16
    add dword [packet.sector], CHUNK
    dec word [chunks]
    jnz .read

    xor ebx, ebx
    mov di, MAP
.map:
    mov dword [di + 20], 0
    mov eax, 0xe820
    mov edx, E820_SIGNATURE
    mov ecx, 20
    int 0x15
    jc .mapped
    cmp eax, E820_SIGNATURE
    jne .mapped
    inc dword [START_INFO + 48]
    add di, 24
    test ebx, ebx
    jnz .map
.mapped:
    cli
    in al, 0x92                 ; A20
    or al, 2
    out 0x92, al
    lgdt [gdtr]
    mov eax, cr0
    or al, 1
    mov cr0, eax
    jmp 0x08:protected

failed:
    hlt
    jmp failed

    bits 32
protected:
    mov ax, 0x10
    mov ds, ax
    mov es, ax
    mov ss, ax
    mov ebp, [PACKED + PACKED_SEGMENTS]
    mov ebx, PACKED + PACKED_TABLE
    cld
.segment:
    mov esi, [ebx]
    mov edi, [ebx + 4]
    mov ecx, [ebx + 8]
    rep movsb
    mov ecx, [ebx + 12]
    xor eax, eax
    rep stosb
    add ebx, 16
    dec ebp
    jnz .segment

    mov ebx, START_INFO         ; zero but for these
    mov dword [ebx], PVH_MAGIC
    mov dword [ebx + 4], 1      ; version: has a memory map
    mov eax, [PACKED + PACKED_LINE]
    mov [ebx + 24], eax
    mov dword [ebx + 40], MAP
    jmp [PACKED + PACKED_ENTRY]

packet:
    db 16, 0
    dw CHUNK
    dw 0
.segment:
    dw PACKED / 16
.sector:
    dq 1

gdtr:
    dw gdt.end - gdt - 1
    dd gdt
gdt:
    dq 0
    dq 0x00cf9a000000ffff
    dq 0x00cf92000000ffff
.end:

    times 506 - ($ - $$) db 0
chunks: dw 0                    ; harness/bochs.py writes it
    dw 0, 0xaa55
