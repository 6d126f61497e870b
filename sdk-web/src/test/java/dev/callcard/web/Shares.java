package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A link that was made over HTTP.
 *
 * @param recording the path of the recording in the API
 * @param id the link
 * @param page the path of its page, as the client of these tests wants it
 */
record Shares(String recording, String id, String page) {
    /** Shares the recording of a call, for as long as it is kept unless a body says otherwise. */
    static Shares share(World world, String call, String body) {
        String recording = World.API + "/calls/" + call + "/recording";
        JsonNode link = world.supervisor()
                .json("POST", recording + "/links", body)
                .is(201)
                .json();
        String url = link.get("url").asText();
        assertThat(url).startsWith(World.BASE + "/shared/");
        return new Shares(recording, link.get("id").asText(), url.substring(World.BASE.length()));
    }

    static Shares share(World world, String call) {
        return share(world, call, "{\"expiresInDays\": null}");
    }

    String audio() {
        return page + "/audio";
    }

    /** What makes the link work, without the project. */
    String secret() {
        return page.substring(page.lastIndexOf('.') + 1);
    }

    void revoke(World world) {
        world.supervisor().delete(recording + "/links/" + id).is(204);
    }
}
