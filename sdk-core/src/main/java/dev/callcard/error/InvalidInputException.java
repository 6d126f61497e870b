package dev.callcard.error;

import java.util.List;

/** The input is well-formed but wrong; every wrong field is named. Nothing of it was stored. HTTP 422. */
public final class InvalidInputException extends CallCardException {
    private static final long serialVersionUID = 1L;
    private final transient List<FieldError> errors;

    /**
     * Several wrong fields.
     *
     * @param errors the wrong fields, at least one
     */
    public InvalidInputException(List<FieldError> errors) {
        super("Invalid input: " + errors);
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("errors must name at least one field");
        }
        this.errors = List.copyOf(errors);
    }

    /**
     * One wrong field.
     *
     * @param pointer JSON pointer to the field
     * @param message what is wrong with it
     */
    public InvalidInputException(String pointer, String message) {
        this(List.of(new FieldError(pointer, message)));
    }

    /**
     * The wrong fields.
     *
     * @return the wrong fields in the order they were found, never empty
     */
    public List<FieldError> errors() {
        return errors;
    }
}
