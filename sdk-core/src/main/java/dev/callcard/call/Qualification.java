package dev.callcard.call;

/** What a call is worth to the project. Computed, never reported. */
public enum Qualification {
    /** Answered, long enough, and the first such call of the number in its sale cycle. */
    TARGET,
    /** Would be a target call but for an earlier one in the same sale cycle. */
    REPEAT,
    /** A finished incoming or callback call that was not answered or too short. */
    NON_TARGET,
    /** An outgoing, internal, anonymous or unfinished call. */
    NOT_EVALUATED
}
