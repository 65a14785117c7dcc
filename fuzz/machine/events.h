/* events.h - what happens to a mapper between two of its accesses. Private to fuzz/machine. */
#ifndef SELFMAP_FUZZ_MACHINE_EVENTS_H
#define SELFMAP_FUZZ_MACHINE_EVENTS_H

/* Called before each door access. */
void weather_changes(void);

#endif
