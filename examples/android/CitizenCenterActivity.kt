package gov.example.center

import android.annotation.SuppressLint
import android.app.Activity
import android.os.Bundle
import android.webkit.WebResourceRequest
import android.webkit.WebView
import android.webkit.WebViewClient
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature
import org.json.JSONObject

/** Where dist/ is served. */
private const val ORIGIN = "https://center.example.gov"

/** The app in a web-view, spoken with by the messages of docs/embedder-message.schema.json. */
class CitizenCenterActivity : Activity() {
    private lateinit var web: WebView

    @SuppressLint("SetJavaScriptEnabled", "RequiresFeature")
    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        web = WebView(this)
        setContentView(web)
        web.settings.javaScriptEnabled = true
        // Off by default. Without it the app works, and forgets what was chosen.
        web.settings.domStorageEnabled = true
        web.webViewClient = object : WebViewClient() {
            // Only the app is shown in here; anything else is the browser's.
            override fun shouldOverrideUrlLoading(view: WebView, request: WebResourceRequest) =
                request.url.toString().startsWith("$ORIGIN/").not().also { other ->
                    if (other) startActivity(android.content.Intent(android.content.Intent.ACTION_VIEW, request.url))
                }
        }
        // Only pages of that origin see the object: `addJavascriptInterface` would show it to every frame.
        if (WebViewFeature.isFeatureSupported(WebViewFeature.WEB_MESSAGE_LISTENER)) {
            WebViewCompat.addWebMessageListener(web, "CitizenHost", setOf(ORIGIN)) { _, message, _, main, reply ->
                val heard = JSONObject(message.data ?: "{}")
                if (!main || heard.optInt("citizen-center") != 1) return@addWebMessageListener
                when {
                    heard.optString("do") == "title" -> title = heard.getString("value")
                    heard.optString("do") == "close" -> finish()
                    heard.optString("ask") == "code" -> code(heard.getString("nonce")) { code ->
                        val answer = JSONObject().put("citizen-center", 1)
                        reply.postMessage(answer.put("number", heard.getInt("number")).put("answer", code).toString())
                    }
                }
            }
        }
        web.loadUrl("$ORIGIN/")
    }

    /** A code of one use from your own server, bound to the nonce; empty if nobody is signed in. */
    private fun code(nonce: String, answer: (String) -> Unit) = answer("")

    @Deprecated("For the versions that still call it")
    override fun onBackPressed() {
        if (web.canGoBack()) web.goBack() else super.onBackPressed()
    }
}
