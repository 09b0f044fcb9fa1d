// The demo's people, on whatever way they are met.

/** The six-digit password of everybody in the demo. */
export const PASSWORD = '135790';

/** The demo's people, by what they are for (crates/backend/src/demo/people.rs): their letters, and their ID numbers. */
export const PEOPLE = {
  flexible: ['A', '甲', '990000198506010034'],
  employee: ['B', '乙', '990000199003120041'],
  retiree: ['C', '丙', '990000196201080075'],
  lost: ['D', '丁', '990000197811200083'],
  expired: ['E', '戊', '990000196902280117'],
  abroad: ['F', '己', '99000019820909012X'],
  resident: ['G', '庚', '990000197505050152'],
  arrears: ['H', '辛', '990000198808180178'],
  counter: ['I', '壬', '990000199412240183'],
  paused: ['J', '癸', '990000199207310218'],
};
