package dev.callcard.recording;

import java.io.IOException;

/** Audio that cannot be decoded: of another kind, cut off before it begins, damaged, or made to do harm. */
public final class UnreadableAudioException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception.
     *
     * @param message why, in words for people; nothing of the audio itself
     */
    public UnreadableAudioException(String message) {
        super(message);
    }

    /**
     * An exception.
     *
     * @param message why, in words for people; nothing of the audio itself
     * @param cause what a decoder threw
     */
    public UnreadableAudioException(String message, Throwable cause) {
        super(message, cause);
    }
}
