import UIKit
import WebKit

/// The app in a web-view, spoken with by the messages of docs/embedder-message.schema.json.
final class CitizenCenterController: UIViewController, WKScriptMessageHandler, WKNavigationDelegate {
    /// Where dist/ is served.
    private let address = URL(string: "https://center.example.gov/")!
    private var web: WKWebView!

    override func loadView() {
        let configuration = WKWebViewConfiguration()
        configuration.userContentController.add(self, name: "CitizenHost")
        web = WKWebView(frame: .zero, configuration: configuration)
        // The gesture is the browser's own way back, which the app follows.
        web.allowsBackForwardNavigationGestures = true
        web.navigationDelegate = self
        view = web
        web.load(URLRequest(url: address))
    }

    func userContentController(_ controller: WKUserContentController, didReceive message: WKScriptMessage) {
        // Only the app itself is listened to, not a frame in it.
        let origin = message.frameInfo.securityOrigin
        guard message.frameInfo.isMainFrame, origin.protocol == "https", origin.host == address.host,
              let text = message.body as? String, let data = text.data(using: .utf8),
              let heard = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
              heard["citizen-center"] as? Int == 1 else { return }
        if heard["do"] as? String == "title" {
            title = heard["value"] as? String
        } else if heard["do"] as? String == "close" {
            navigationController?.popViewController(animated: true)
        } else if heard["ask"] as? String == "code", let nonce = heard["nonce"] as? String {
            code(nonce) { [weak self] code in
                self?.say(["citizen-center": 1, "number": heard["number"] as Any, "answer": code])
            }
        }
    }

    /// A code of one use from your own server, bound to the nonce; empty if nobody is signed in.
    private func code(_ nonce: String, answer: @escaping (String) -> Void) {
        answer("")
    }

    private func say(_ message: [String: Any]) {
        guard let data = try? JSONSerialization.data(withJSONObject: message),
              let text = String(data: data, encoding: .utf8) else { return }
        // As an argument, never pasted into a script.
        web.callAsyncJavaScript("citizenCenterHeard(text)", arguments: ["text": text], in: nil, in: .page)
    }

    /// Only the app is shown in here; anything else is Safari's.
    func webView(_ web: WKWebView, decidePolicyFor action: WKNavigationAction,
                 decisionHandler: @escaping (WKNavigationActionPolicy) -> Void) {
        guard let url = action.request.url, url.host != address.host, action.targetFrame?.isMainFrame != false else {
            return decisionHandler(.allow)
        }
        UIApplication.shared.open(url)
        decisionHandler(.cancel)
    }
}
