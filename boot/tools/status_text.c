/*
 * status_text.c - prints selfmap_status_text(SELFMAP_NO_LONG_MODE) as nasm data, so that the 32-bit entry of the
 * amd64 kernel says the library's sentence and no copy of it. Runs on the host. Relies on impl's status.
 */
#include <stdio.h>

#include "selfmap/status.h"

int main(void)
{
    const char *text = selfmap_status_text(SELFMAP_NO_LONG_MODE);

    while (*text != 0)
        printf("    db %d\n", (unsigned char)*text++);
    return 0;
}
