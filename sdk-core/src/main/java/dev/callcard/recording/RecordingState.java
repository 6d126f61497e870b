package dev.callcard.recording;

/** Where the recording of a call is in its life. */
public enum RecordingState {
    /** A report says that there is one; it is not here yet. */
    EXPECTED,
    /** It is being fetched. */
    FETCHING,
    /** It can be played. */
    READY,
    /** There is none. */
    ABSENT,
    /** It could not be fetched; another try is planned. */
    FAILED,
    /** Somebody deleted it. */
    DELETED,
    /** It was kept as long as the project wants and is gone. */
    EXPIRED,
    /** It is older than the project plays without being asked. */
    ARCHIVED
}
