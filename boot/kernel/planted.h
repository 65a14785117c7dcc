/* planted.h - faults that `make boot-selftest` asks for by `fault=` words, to show that the harness rejects each. */
#ifndef BOOT_PLANTED_H
#define BOOT_PLANTED_H

#include "selfmap/pagemap.h"
#include "walk.h"

/* Before the checks: fault=triple, hang, exception, silent. */
void planted_before(void);

/* Once the tables are live: fault=window (the binding is one entry off), fault=flags (G in a table entry). */
void planted_live(const struct walk_shape *shape, struct pagemap *pagemap);

/* Among the checks: fault=check. */
void planted_check(void);

/*
 * Before the mapper's run: fault=flush (the door flushes nothing). 1 when the run must end with the data checks, because the
 * mapper itself goes astray without its window's flushes: whether checks or a crash come next would hang on the image's layout.
 */
uint32_t planted_mapper(void);

/* fault=frame: what the mapper is asked to map is another frame than the model is told. */
uint64_t planted_frame(uint64_t pfn);

/* fault=map: the kernel's printed map names another frame for one page; only the oracle outside can tell. */
uint64_t planted_map_lie(void);

/* After the last line: fault=late-triple, late-hang, status. */
void planted_after(void);

#endif
