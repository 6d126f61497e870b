/**
 * Calls: reports about them, the merge of reports into one call, its times, outcome and qualification.
 *
 * <p>A {@link dev.callcard.call.CallReport} is what somebody tells; {@link dev.callcard.call.CallState} is what all reports
 * tell together; {@link dev.callcard.call.Call} is what people see of it.
 */
@NullMarked
package dev.callcard.call;

import org.jspecify.annotations.NullMarked;
