// What stands on the screens: the words of locales/en.json, as far as they are needed.

export const SERVICES = {
  social_security: 'Social Security',
  benefit_check: 'Benefit check',
  flexible_registration: 'Flexible work',
  unemployment_benefit: 'Job-loss benefit',
  medical_voucher: 'Medical code',
  medical_transfer: 'Medical transfer',
  hospital_booking: 'Hospital booking',
  housing_fund: 'Housing fund',
  public_rental: 'Public rental',
  transit_card: 'Transit card',
  driving_licence: 'Driving licence',
  residence_permit: 'Residence permit',
  marriage_booking: 'Marriage',
  business_registration: 'Sole trader',
  tax: 'Income tax',
};

export const CATEGORIES = {
  social: 'Social security',
  medical: 'Health',
  housing: 'Housing',
  transport: 'Transport',
  family: 'Home and family',
  business: 'Business and tax',
};

export const AVAILABILITY = {
  online: 'Available online',
  appointment: 'By appointment',
  window_only: 'In person only',
  not_for_you: "Doesn't apply to you",
  not_offered: 'Not available here yet',
};

export const INSURANCES = [
  ['pension', 'Basic pension insurance', 'A monthly pension in old age', 'Pension'],
  ['medical', 'Basic medical insurance (with maternity)', 'Doctor and hospital costs', 'Medical'],
  ['work_injury', 'Work-related injury insurance', 'Accidents at work; you pay nothing', 'Work injury'],
  ['unemployment', 'Unemployment insurance', 'Support while out of work', 'Unemployment'],
  ['maternity', 'Maternity insurance', 'Childbirth costs and allowance', 'Maternity'],
].map(([id, name, note, short]) => ({ id, name, note, short }));

export const MONTH_STATES = {
  unpaid: 'Not paid',
  paid_not_posted: 'Paid, not posted',
  posted: 'Paid and posted',
  not_synced: 'Not synced',
};

export const CARD_SERVICES = {
  apply: ['Apply', 'Get your first card'],
  enable: ['Enable', 'Make a new card work'],
  replace: ['Replace', 'A new card for one lost, broken or expired'],
  report_lost: ['Report lost', 'Stops the card at once so nobody else can use it'],
  release_loss_report: ['Release loss report', 'The card was found: use it again'],
  change_password: ['Change/reset password', "Social security password; for the bank's, go to the bank"],
  update_details: ['Update details', 'New phone number, address and so on'],
  card_status: ['Card status', 'See whether the card works'],
  production_progress: ['Production progress', 'How far a new card has come'],
  cancel: ['Card Cancellation', 'Ends this card. It does not stop contributions'],
};

export const CANCELLATION = [
  [
    'What it does not do',
    'It does not stop contributions: an employer goes on paying; a flexible worker must ask to stop',
    'It pays nothing back: the pension account stays and earns interest (article 14)',
    'It does not close the bank account: go to the bank for that',
  ],
  [
    'Who can cancel a card',
    'People who settle abroad or give up the nationality',
    'People who need a card in another city and still have an old one',
    'For a person who has died: the family',
  ],
  [
    'What is needed',
    'ID card and social security card; for somebody else, your own ID card too',
    'The insurance relation moved or settled first',
    'The money on the card moved away first',
  ],
  ['How long it takes', 'An answer within 10 working days online; mostly at once at a counter.'],
  ['Fee', 'Free'],
  ['Legal basis', 'Handling Regulations 10, Social Insurance Law 14'],
];
