package dev.callcard.access;

/** What somebody may be allowed to do. */
public enum Permission {
    /** Hand in calls and visit events. */
    INGEST("hand in calls and visits"),
    /** See the call log. */
    VIEW_LOG("see the call log"),
    /** See a call and the card of its number. */
    VIEW_CARD("see this call card"),
    /** Play a recording. */
    LISTEN("listen to this recording"),
    /** Save a recording as a file. */
    DOWNLOAD("download this recording"),
    /** Delete a recording. */
    DELETE_RECORDING("delete this recording"),
    /** Make links that play a recording without log-in. */
    SHARE("share this recording"),
    /** Write comments. */
    COMMENT("comment on this call"),
    /** Put categories on a call. */
    CATEGORISE("categorise this call"),
    /** Rate a call. */
    RATE_CALL("rate this call"),
    /** Rate an agent's work. */
    RATE_MANAGER("rate the manager of this call"),
    /** Read and change the settings of a project. */
    MANAGE_SETTINGS("manage the settings"),
    /** Approve that an archived recording is brought back. */
    APPROVE_RETRIEVAL("approve the retrieval of a recording"),
    /** Erase a customer. */
    ERASE("erase a customer"),
    /** Take out everything that is known of a customer. */
    EXPORT("export what is known of a customer"),
    /** Put a customer under legal hold. */
    LEGAL_HOLD("put a customer under legal hold");

    private final String words;

    Permission(String words) {
        this.words = words;
    }

    /**
     * The permission in words, to go after "may" or "may not".
     *
     * @return for example {@code rate this call}
     */
    public String words() {
        return words;
    }
}
