package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.json.AnnotationJson;
import java.io.IOException;

/** Categories, ratings and comments. */
final class AnnotationHandlers {
    private final CallCards callCards;
    private final Bodies bodies;

    AnnotationHandlers(CallCards callCards, Bodies bodies) {
        this.callCards = callCards;
        this.bodies = bodies;
    }

    void get(Exchange exchange) throws IOException {
        answer(exchange, callCards.annotations().get(exchange.viewer(), exchange.project(), exchange.call()));
    }

    void change(Exchange exchange) throws IOException {
        callCards.calls().get(exchange.viewer(), exchange.project(), exchange.call());
        Annotation.Change change = AnnotationJson.readChange(bodies.json(exchange.request()));
        answer(
                exchange,
                callCards
                        .annotations()
                        .change(exchange.viewer(), exchange.project(), exchange.call(), change, exchange.ifMatch()));
    }

    void comments(Exchange exchange) throws IOException {
        var page = callCards
                .annotations()
                .comments(exchange.viewer(), exchange.project(), exchange.call(), exchange.page());
        exchange.json(200, out -> AnnotationJson.writeComments(out, page));
    }

    void add(Exchange exchange) throws IOException {
        callCards.calls().require(exchange.viewer(), exchange.project(), exchange.call(), Permission.COMMENT);
        Comment.Content content = AnnotationJson.readComment(bodies.json(exchange.request()));
        Comment comment =
                callCards.annotations().comment(exchange.viewer(), exchange.project(), exchange.call(), content);
        exchange.response().setHeader("Location", exchange.paths().api(exchange.call()) + "/comments/" + comment.id());
        answer(exchange, 201, comment);
    }

    void edit(Exchange exchange) throws IOException {
        Comment known =
                callCards.annotations().get(exchange.viewer(), exchange.project(), exchange.call(), exchange.comment());
        Comment.Content content = AnnotationJson.readComment(bodies.json(exchange.request()), known.content());
        answer(
                exchange,
                200,
                callCards
                        .annotations()
                        .edit(
                                exchange.viewer(),
                                exchange.project(),
                                exchange.call(),
                                exchange.comment(),
                                content,
                                exchange.ifMatch()));
    }

    void delete(Exchange exchange) {
        callCards
                .annotations()
                .delete(exchange.viewer(), exchange.project(), exchange.call(), exchange.comment(), exchange.ifMatch());
        exchange.noContent();
    }

    private void answer(Exchange exchange, Annotation annotation) throws IOException {
        var settings =
                callCards.projects().get(exchange.viewer(), exchange.project()).settings();
        exchange.etag(annotation.version());
        exchange.json(200, out -> AnnotationJson.writeAnnotation(out, annotation, settings));
    }

    private static void answer(Exchange exchange, int status, Comment comment) throws IOException {
        exchange.etag(comment.version());
        exchange.json(status, out -> AnnotationJson.writeComment(out, comment));
    }
}
