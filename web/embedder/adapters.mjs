// The adapters, by the name of the embedder.

import { alipayH5, alipayMini } from './alipay.mjs';
import { dingtalk, wechat } from './app-browsers.mjs';
import { iframe, shell } from './messaging.mjs';
import { baidu, douyin, qq, wechatMini } from './queueing.mjs';

/** Functions from a window, and the origins that may hold the app in a frame, to an adapter (port.mjs says what that is). */
export const ADAPTERS = {
  'iframe': iframe,
  'alipay-mini': alipayMini,
  'alipay-h5': alipayH5,
  'wechat-mini': wechatMini,
  'wechat': wechat,
  'douyin': douyin,
  'baidu': baidu,
  'qq': qq,
  'dingtalk': dingtalk,
  'wkwebview': shell('wkwebview'),
  'android': shell('android'),
  'arkweb': shell('arkweb')
};
