// The way from Home to Cancel.

/** The seven taps, as the source names them. */
export const TAPS = {
  en: [
    'Citizen Center',
    'Social Security',
    'Electronic Social Security Card',
    'Social Security Query',
    'Social Security Card',
    'Card Cancellation',
    'Cancel',
  ],
  'zh-CN': ['市民中心', '社保', '电子社会保障卡', '社保查询', '社会保障卡', '社保卡注销', '注销'],
};
