/* menu.h - a short menu for whoever holds a key while the loader starts. */
#ifndef UEFI_MENU_H
#define UEFI_MENU_H

#include "loader.h"

/* Shows the menu when a key was pressed, and changes the choice as it is told. Returns when something is to be started. */
void menu(struct choice *choice);

#endif
