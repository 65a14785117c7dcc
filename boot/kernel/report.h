/* report.h - what the run prints besides its checks: facts, windows, probes for the oracle, the last line. */
#ifndef BOOT_REPORT_H
#define BOOT_REPORT_H

#include "boot_info.h"
#include "checks.h"

void report_machine(const struct paging_features *features);
void report_mode(const struct live *live);
void report_windows(const struct pagemap *pagemap);

/* `probe VA LEVEL ENTRY_ADDRESS ENTRY_PA ENTRY_VALUE` for each entry that the walk of each probe reads. */
void report_probes(const struct live *live);

/* `boot: MODE, N checks passed, M failed` */
void report_last_line(const struct live *live);

#endif
