/* align.c - alignments of ranges: the powers of two up to 2^18 pages, each a constant, so that no code divides by a variable. */
#include "align.h"

uint32_t is_alignment(uint64_t alignment)
{
    return alignment == 1 || alignment == 2 || alignment == 4 || alignment == 8 || alignment == 0x10 || alignment == 0x20 ||
           alignment == 0x40 || alignment == 0x80 || alignment == 0x100 || alignment == 0x200 || alignment == 0x400 ||
           alignment == 0x800 || alignment == 0x1000 || alignment == 0x2000 || alignment == 0x4000 || alignment == 0x8000 ||
           alignment == 0x10000 || alignment == 0x20000 || alignment == 0x40000;
}

#define JOINED(name, pages) name##pages
#define DISTANCE(pages) JOINED(distance_, pages)

#define PAGES 0x2
#include "distance_template.h"
#define PAGES 0x4
#include "distance_template.h"
#define PAGES 0x8
#include "distance_template.h"
#define PAGES 0x10
#include "distance_template.h"
#define PAGES 0x20
#include "distance_template.h"
#define PAGES 0x40
#include "distance_template.h"
#define PAGES 0x80
#include "distance_template.h"
#define PAGES 0x100
#include "distance_template.h"
#define PAGES 0x200
#include "distance_template.h"
#define PAGES 0x400
#include "distance_template.h"
#define PAGES 0x800
#include "distance_template.h"
#define PAGES 0x1000
#include "distance_template.h"
#define PAGES 0x2000
#include "distance_template.h"
#define PAGES 0x4000
#include "distance_template.h"
#define PAGES 0x8000
#include "distance_template.h"
#define PAGES 0x10000
#include "distance_template.h"
#define PAGES 0x20000
#include "distance_template.h"
#define PAGES 0x40000
#include "distance_template.h"

uint64_t align_distance(uint64_t page, uint64_t alignment)
{
    switch ((uint32_t)alignment) {
    case 0x2:
        return distance_0x2(page);
    case 0x4:
        return distance_0x4(page);
    case 0x8:
        return distance_0x8(page);
    case 0x10:
        return distance_0x10(page);
    case 0x20:
        return distance_0x20(page);
    case 0x40:
        return distance_0x40(page);
    case 0x80:
        return distance_0x80(page);
    case 0x100:
        return distance_0x100(page);
    case 0x200:
        return distance_0x200(page);
    case 0x400:
        return distance_0x400(page);
    case 0x800:
        return distance_0x800(page);
    case 0x1000:
        return distance_0x1000(page);
    case 0x2000:
        return distance_0x2000(page);
    case 0x4000:
        return distance_0x4000(page);
    case 0x8000:
        return distance_0x8000(page);
    case 0x10000:
        return distance_0x10000(page);
    case 0x20000:
        return distance_0x20000(page);
    case 0x40000:
        return distance_0x40000(page);
    default:
        return 0;
    }
}
