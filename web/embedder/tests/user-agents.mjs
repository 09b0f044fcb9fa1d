// What real browsers and apps say of themselves, collected from public reports, and the embedder each of them is. Where the
// string is not all there is to know, the facts beside it are those of `web/embedder/detect.mjs`.

const IOS = 'Mozilla/5.0 (iPhone; CPU iPhone OS';
const KHTML = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const MAC = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

/** `[embedder, user agent, facts]`. */
export const TABLE = [
  // -- WeChat: its browser, and mini-programs in it
  ['wechat', `Mozilla/5.0 (Linux; Android 5.1; Nexus 5 Build/LMY47D; wv) ${KHTML} Version/4.0 Chrome/42.0.2311.137 Mobile Safari/537.36 MicroMessenger/6.2.0.16_r1138404.543 NetType/WIFI Language/zh_CN`],
  ['wechat', 'Mozilla/5.0 (Linux; U; Android 4.4.2; zh-cn; PE-TL20 Build/HuaweiPE-TL20) AppleWebKit/533.1 (KHTML, like Gecko)Version/4.0 MQQBrowser/5.4 TBS/025440 Mobile Safari/533.1 MicroMessenger/6.2.5.53_r2565f18.621 NetType/WIFI Language/zh_CN'],
  ['wechat', `Mozilla/5.0 (Linux; Android 9; Redmi Note 5 Build/PKQ1.180904.001; wv) ${KHTML} Version/4.0 Chrome/78.0.3904.62 XWEB/2853 MMWEBSDK/201201 Mobile Safari/537.36 MMWEBID/1119 MicroMessenger/7.0.22.1820(0x2700163B) Process/toolsmp WeChat/arm64 Weixin NetType/WIFI Language/en ABI/arm64`],
  ['wechat', `Mozilla/5.0 (Linux; Android 13; 22081212C Build/TKQ1.220829.002; wv) ${KHTML} Version/4.0 Chrome/130.0.6723.103 Mobile Safari/537.36 XWEB/1300473 MMWEBSDK/20241202 MMWEBID/6973 MicroMessenger/8.0.57.2820(0x28003952) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64`],
  ['wechat', `${IOS} 15_5 like Mac OS X) ${MAC} Mobile/15E148 MicroMessenger/8.0.22(0x18001626) NetType/WIFI Language/zh_CN`],
  ['wechat', `${IOS} 8_1_1 like Mac OS X) AppleWebKit/600.1.4 (KHTML, like Gecko) Mobile/12B435 MicroMessenger/6.0.1 NetType/WIFI`],
  ['wechat', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/126.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090c33) XWEB/13871 Flue`],
  ['wechat-mini', `Mozilla/5.0 (Linux; Android 10; ONEPLUS A5000 Build/QKQ1.191014.012; wv) ${KHTML} Version/4.0 Chrome/111.0.5563.116 Mobile Safari/537.36 XWEB/1110005 MMWEBSDK/20230805 MMWEBID/4650 MicroMessenger/8.0.42.2460(0x28002A58) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64 miniProgram/wxcb459ae1e3e8f9f2`],
  ['wechat-mini', `Mozilla/5.0 (Linux; Android 10; MIX 2S Build/QKQ1.190828.002; wv) ${KHTML} Version/4.0 Chrome/86.0.4240.99 XWEB/3171 MMWEBSDK/20211202 Mobile Safari/537.36 MMWEBID/5331 MicroMessenger/8.0.18.2062(0x28001241) Process/appbrand2 WeChat/arm64 Weixin GPVersion/1 NetType/4G Language/zh_CN ABI/arm64 miniProgram/wx9af32b509e88340c`],
  ['wechat-mini', `${IOS} 15_0 like Mac OS X) ${MAC} Mobile/15E148 MicroMessenger/8.0.31(0x18001f2f) NetType/WIFI Language/zh_CN miniProgram/wx73247c7819d61796`],
  ['wechat-mini', `${IOS} 15_0 like Mac OS X) ${MAC} Mobile/15E148 MicroMessenger/8.0.23(0x18001729) NetType/WIFI Language/zh_CN`, { wxjs: 'miniprogram' }],
  ['wechat-mini', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/132.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI MiniProgramEnv/Windows WindowsWechat/WMPF WindowsWechat(0x63090a13) UnifiedPCWindowsWechat(0xf254162e) XWEB/18163 miniProgram/wxde8ac0a21135c07d`],
  ['wechat-mini', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_4) ${MAC} MicroMessenger/6.5.2.501 MiniProgramEnv/Mac MiniProgram wechatdevtools/1.03.2006090 MicroMessenger/7.0.4`],
  // -- Alipay: its container of H5 pages, and mini-programs in it
  ['alipay-h5', `${IOS} 11_2_6 like Mac OS X) AppleWebKit/604.5.6 (KHTML, like Gecko) Mobile/15D100 ChannelId(27) NebulaSDK/1.8.100112 Nebula PSDType(1) AlipayDefined(nt:WIFI,ws:414|672|3.0) AliApp(AP/10.1.18.449) AlipayClient/10.1.18.449 Alipay Language/zh-Hans`],
  ['alipay-h5', `Mozilla/5.0 (Linux; U; Android 10; zh-CN; H9493 Build/52.1.A.3.49) ${KHTML} Version/4.0 Chrome/69.0.3497.100 UWS/3.21.0.169 Mobile Safari/537.36 AlipayChannelId/5136 UCBS/3.21.0.169_200731162109 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:WIFI,ws:411|0|3.5,ac:sp) AliApp(AP/10.2.0.8026) AlipayClient/10.2.0.8026 Language/zh-Hans useStatusBar/true isConcaveScreen/false Region/CN NebulaX/1.0.0 Ariver/1.0.0`],
  ['alipay-mini', `Mozilla/5.0 (Linux; U; Android 10; zh-CN; Redmi K20 Pro Premium Edition Build/QKQ1.190825.002) ${KHTML} Version/4.0 Chrome/69.0.3497.100 UWS/3.21.0.153 Mobile Safari/537.36 UCBS/3.21.0.153_200508162849 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:WIFI,ws:393|0|2.75,ac:sp) AliApp(AP/10.1.92.7000) AlipayClient/10.1.92.7000 Language/zh-Hans useStatusBar/true isConcaveScreen/false Region/CN MiniProgram APXWebView NebulaX/1.0.0 Ariver/1.0.0`],
  ['alipay-mini', `Mozilla/5.0 (Linux; U; Android 11; zh-CN; M2012K10C Build/RP1A.200720.011) ${KHTML} Version/4.0 Chrome/69.0.3497.100 UWS/3.22.2.59 Mobile Safari/537.36 UCBS/3.22.2.59_230213152242 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:3G,ws:393|0|2.75) AliApp(AP/10.3.86.8000) AlipayClient/10.3.86.8000 Language/zh-Hans useStatusBar/true isConcaveScreen/true Region/CNAriver/1.0.0 MiniProgram APXWebView`],
  ['alipay-mini', `Mozilla/5.0 (Linux; Android 12; BLK-AL80 Build/HUAWEIBLK-AL80; wv) ${KHTML} Version/4.0 Chrome/126.0.6478.122 MYWeb/1.3.126.250916150540 UWS/3.22.2.9999 UCBS/3.22.2.9999_220000000000 Mobile Safari/537.36 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:4G,ws:320|0|3.3875,ac:sp) AliApp(AP/10.7.86.8000) AlipayClient/10.7.86.8000 Language/zh-Hans useStatusBar/true isConcaveScreen/true Region/CNAriver/10.7.86.8000 MiniProgram APXWebView DTN/2.0`],
  ['alipay-mini', `${IOS} 15_0 like Mac OS X) ${MAC} Mobile/19A346 Ariver/1.1.0 AliApp(AP/10.3.30.9000) Nebula WK RVKType(1) AlipayDefined(nt:WIFI,ws:390|780|3.0) AlipayClient/10.3.30.9000 Language/zh-Hans Region/CN MiniProgram APXWebView NebulaX/1.0.0`],
  // -- Douyin and its sisters: mini-programs; their own browsers are web-views like any other
  ['douyin', `Mozilla/5.0 (Linux; Android 9; MIX 2S Build/PKQ1.180729.001; wv) ${KHTML} Version/4.0 Chrome/62.0.3202.84 Mobile Safari/537.36 NewsArticle/7.3.0 ToutiaoMicroApp/1.22.0.0 PluginVersion/73005`],
  ['douyin', `Mozilla/5.0 (Linux; Android 10; Pixel 4 Build/QD1A.190821.007; wv) ${KHTML} Version/4.0 Chrome/101.0.4951.61 Mobile Safari/537.3620.9.0 ToutiaoMicroApp/2.53.1.0 PluginVersion/209001`],
  ['douyin', `${IOS} 15_4 like Mac OS X) ${MAC} Mobile/15E148 aweme_19.4.0 JsSdk/2.0 NetType/4G Channel/App Store ByteLocale/zh Region/CN AppTheme/light BytedanceWebview/d8a21c6 Aweme/19.4.0 Mobile ToutiaoMicroApp/2.40.0.1`],
  ['douyin', `Mozilla/5.0 (iPad; CPU OS 15_4_1 like Mac OS X) ${MAC} Mobile/15E148 BytedanceWebview/d8a21c6 Aweme/21.6.0 Mobile ToutiaoMicroApp/2.58.1.2`],
  ['android', `Mozilla/5.0 (Linux; Android 9; COL-TL10 Build/HUAWEICOL-TL10; wv) ${KHTML} Version/4.0 Chrome/75.0.3770.156 Mobile Safari/537.36 aweme_130400 JsSdk/1.0 NetType/WIFI Channel/huawei_1 AppName/aweme app_version/13.4.0 ByteLocale/zh-Hans-CN Region/CN AppSkin/black AppTheme/dark TTWebView/0751130003508`],
  // -- Baidu: smart programs; its own browser
  ['baidu', `Mozilla/5.0 (Linux; Android 8.0.0; BLN-AL40 Build/HONORBLN-AL40; wv) ${KHTML} Version/4.0 Chrome/63.0.3239.83 Mobile Safari/537.36 T7/11.11 swan/2.8.0 swan-baiduboxapp/11.11.0.12 baiduboxapp/11.11.0.12 (Baidu; P1 8.0.0) dumedia/6.14.2.8`],
  ['baidu', `${IOS} 11_3 like Mac OS X) ${MAC} Mobile/15E217 swan/2.0.0 swan-baiduboxapp/10.12.0.0`],
  ['baidu', `${IOS} 12_2 like Mac OS X) ${MAC} Mobile/15E148 swan/2.4.0 swan-baiduboxapp/11.9.0.1 baiduboxapp/11.9.0.1 (Baidu; P2 12.2)`],
  ['android', `Mozilla/5.0 (Linux; Android 7.1.1; OS105 Build/NGI77B; wv) ${KHTML} Version/4.0 Chrome/63.0.3239.83 Mobile Safari/537.36 T7/10.13 lite baiduboxapp/3.7.5.11 (Baidu; P1 7.1.1)`],
  // -- QQ: mini-programs; its own browser
  ['qq', `Mozilla/5.0 (Linux; Android 8.1.0; 16th Build/OPM1.171019.026; wv) ${KHTML} Version/4.0 Chrome/66.0.3359.126 MQQBrowser/6.2 TBS/045008 Mobile Safari/537.36 QQ/MiniApp`],
  ['qq', `Mozilla/5.0 (Linux; Android 12; ALN-AL10 Build/HUAWEIALN-AL10; wv) ${KHTML} Version/4.0 Chrome/114.0.5735.196 Mobile Safari/537.36 QQ/9.2.66.33870 V1_AND_SQ_9.2.66_13188_YYB_D QQ/MiniApp`],
  ['qq', `${IOS} 14_2 like Mac OS X) ${MAC} Mobile/15E148 QQ/8.5.0.635 V1_IPH_SQ_8.5.0_1_APP_A Pixel/828 Core/WKWebView Device/Apple(iPhone 11) NetType/WIFI`, { qqjs: 'miniprogram' }],
  ['android', `Mozilla/5.0 (Linux; Android 5.1; OPPO R9tm Build/LMY47I; wv) ${KHTML} Version/4.0 Chrome/53.0.2785.49 Mobile MQQBrowser/6.2 TBS/043128 Safari/537.36 V1_AND_SQ_7.0.0_676_YYB_D PA QQ/7.0.0.3135 NetType/4G WebP/0.3.0 Pixel/1080`],
  // -- DingTalk
  ['dingtalk', `${IOS} 11_2_6 like Mac OS X) AppleWebKit/604.5.6 (KHTML, like Gecko) Mobile/15D100 AliApp(DingTalk/4.3.2) com.laiwang.DingTalk/3261014 Channel/201200 language/zh-Hans-CN`],
  ['dingtalk', `${IOS} 17_5_1 like Mac OS X) ${MAC} Mobile/21F90 AliApp(DingTalk/7.1.15) com.laiwang.DingTalk/33435556 Channel/201200 language/en-CN UT4Aplus/0.0.6 WK`],
  ['dingtalk', `Mozilla/5.0 (iPad; CPU OS 15_7 like Mac OS X) ${MAC} Mobile/19H12 AliApp(DingTalk/6.5.45) com.laiwang.DingTalk/26191496 Channel/201200 Pad/iPad language/zh-Hans-CN UT4Aplus/0.0.6 WK`],
  ['dingtalk', `Mozilla/5.0 (Linux; U; Android 10; zh-CN; EVR-AL00 Build/HUAWEIEVR-AL00) ${KHTML} Version/4.0 Chrome/69.0.3497.100 UWS/3.22.1.210 Mobile Safari/537.36 AliApp(DingTalk/6.5.45) com.alibaba.android.rimet/26284409 Channel/227200 language/zh-CN abi/64 Hmos/1 UT4Aplus/0.2.25`],
  ['dingtalk', `Mozilla/5.0 (Linux; U; Android 12; zh-CN; KB2000 Build/RKQ1.211119.001) ${KHTML} Version/4.0 Chrome/69.0.3497.100 UWS/3.22.1.249 Mobile Safari/537.36 AliApp(DingTalk/7.0.0.11) com.alibaba.android.rimet/27811579 Channel/263200 language/zh-CN abi/64 UT4Aplus/0.2.25 colorScheme/light`],
  // -- Somebody's own app
  ['wkwebview', `${IOS} 17_2_1 like Mac OS X) ${MAC} Mobile/15E148`, { channel: 'webkit' }],
  ['wkwebview', `${IOS} 17_2_1 like Mac OS X) ${MAC} Mobile/15E148`],
  ['wkwebview', `${IOS} 16_2 like Mac OS X) ${MAC} Mobile/15E148`, { channel: 'react-native' }],
  ['wkwebview', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${MAC}`, { channel: 'webkit' }],
  ['android', `Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240805.005; wv) ${KHTML} Version/4.0 Chrome/128.0.6613.40 Mobile Safari/537.36`, { channel: 'object' }],
  ['android', `Mozilla/5.0 (Linux; Android 13; SM-S918U Build/TP1A.220624.014; wv) ${KHTML} Version/4.0 Chrome/115.0.5790.166 Mobile Safari/537.36`],
  ['android', `Mozilla/5.0 (Linux; Android 9; HLK-AL00 Build/HONORHLK-AL00; wv) ${KHTML} Version/4.0 Chrome/70.0.3538.64 Mobile Safari/537.36ZhongAnWebView`],
  ['arkweb', `Mozilla/5.0 (Phone; OpenHarmony 5.0) ${KHTML} Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1 Mobile`],
  ['arkweb', `Mozilla/5.0 (Tablet; OpenHarmony 6.0) ${KHTML} Chrome/132.0.0.0 Safari/537.36  ArkWeb/6.0.0.47 Mobile`, { channel: 'object' }],
  // -- Plain browsers
  ['browser', `${IOS} 17_4 like Mac OS X) ${MAC} Version/17.4 Mobile/15E148 Safari/604.1`],
  ['browser', `${IOS} 17_4 like Mac OS X) ${MAC} Mobile/15E148`, { standalone: true }],
  ['browser', `${IOS} 16_6 like Mac OS X) ${MAC} CriOS/120.0.6099.101 Mobile/15E148 Safari/604.1`],
  ['browser', `Mozilla/5.0 (Linux; Android 10; K) ${KHTML} Chrome/115.0.0.0 Mobile Safari/537.36`],
  ['browser', `Mozilla/5.0 (Linux; U; Android 8.1.0; zh-cn; PBBM30 Build/OPM1.171019.026) ${KHTML} Version/4.0 Chrome/70.0.3538.80 Mobile Safari/537.36 HeyTapBrowser/10.7.4.2`],
  ['browser', `Mozilla/5.0 (Linux; U; Android 12; zh-cn; KB2000 Build/RKQ1.211119.001) ${KHTML} Version/4.0 Chrome/89.0.4389.72 MQQBrowser/13.6 Mobile Safari/537.36 COVC/046209`],
  ['browser', `Mozilla/5.0 (Phone; OpenHarmony 5.0) ${KHTML} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0.4.300`],
  ['browser', `Mozilla/5.0 (PC; OpenHarmony 5.0; HarmonyOS 5.0) AppleWebKit/537.36 (KHTML,like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Browser/harmony360Browser/1.0.0`],
  ['browser', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/140.0.0.0 Safari/537.36`],
  ['browser', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${KHTML} Chrome/100.0.1108.55 Safari/537.36 Edg/100.0.1108.55`],
  ['browser', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'],
  ['browser', `${IOS} 11_2_6 like Mac OS X) AppleWebKit/604.5.6 (KHTML, like Gecko) Version/11.0 Mobile/15D100 Safari/604.1 AliApp(TB/7.6.0) WindVane/8.4.1 1242x2208`],
  // -- In a frame, only the page around it counts
  ['iframe', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/140.0.0.0 Safari/537.36`, { framed: true }],
  ['iframe', `${IOS} 15_5 like Mac OS X) ${MAC} Mobile/15E148 MicroMessenger/8.0.22(0x18001626) NetType/WIFI Language/zh_CN`, { framed: true }]
];

/** The first of an embedder, as a test in a browser wears it. */
export function one(embedder) {
  return TABLE.find(([name]) => name === embedder)[1];
}
