/* frames.h - how many frames of 4 KiB a physical address width reaches: 2^(bits - 12) (SDM Vol. 3A, 4.1.4). */
#ifndef SPEC_FRAMES_H
#define SPEC_FRAMES_H

/*@
  // Written out, because the provers know no powers: each line doubles the one above.
  logic integer frames_of_width(integer bits) =
    bits == 32 ? 0x100000
    : bits == 33 ? 0x200000
    : bits == 34 ? 0x400000
    : bits == 35 ? 0x800000
    : bits == 36 ? 0x1000000
    : bits == 37 ? 0x2000000
    : bits == 38 ? 0x4000000
    : bits == 39 ? 0x8000000
    : bits == 40 ? 0x10000000
    : bits == 41 ? 0x20000000
    : bits == 42 ? 0x40000000
    : bits == 43 ? 0x80000000
    : bits == 44 ? 0x100000000
    : bits == 45 ? 0x200000000
    : bits == 46 ? 0x400000000
    : bits == 47 ? 0x800000000
    : bits == 48 ? 0x1000000000
    : bits == 49 ? 0x2000000000
    : bits == 50 ? 0x4000000000
    : bits == 51 ? 0x8000000000
    : 0x10000000000;
*/

#endif
