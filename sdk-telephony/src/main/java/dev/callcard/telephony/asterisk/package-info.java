/**
 * Asterisk: reads the call records (CDR) that it writes to {@code Master.csv}. Begin with {@link
 * dev.callcard.telephony.asterisk.AsteriskCdr}; whole files are read by {@link dev.callcard.telephony.imports.FileImport}.
 */
@NullMarked
package dev.callcard.telephony.asterisk;

import org.jspecify.annotations.NullMarked;
