/**
 * Imports of files: calls and visit events as JSON lines, and what Asterisk writes. Files are read line by line, in bounded
 * memory; every rejected line is reported with its reason, and an import that stopped goes on where it was. Begin with {@link
 * dev.callcard.telephony.imports.FileImport}.
 */
@NullMarked
package dev.callcard.telephony.imports;

import org.jspecify.annotations.NullMarked;
