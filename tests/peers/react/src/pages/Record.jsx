import { CapsuleTabs, Collapse, List, ProgressBar, Skeleton, Tag } from 'antd-mobile';
import { BankcardOutline } from 'antd-mobile-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { date, duration, money, month, total } from '../../../shared/format.js';
import { INSURANCES, MONTH_STATES } from '../../../shared/words.js';
import { Title } from '../Frame.jsx';
import { useMonths, useSummary } from '../data.js';

const named = (id) => INSURANCES.find((one) => one.id === id);

function Totals({ item, summary }) {
  return (
    <List header={named(item.insurance).name} mode="card">
      <List.Item extra={<Tag color="success">{item.participation}</Tag>}>
        <div className="stats">
          <span>
            {item.months_posted} months<small>Total paid</small>
          </span>
          {item.balance_fen !== undefined && (
            <span>
              {money(item.balance_fen)}
              <small>Balance</small>
            </span>
          )}
        </div>
      </List.Item>
      <List.Item extra={duration(item.streak_months)}>Months in a row</List.Item>
      <List.Item extra={duration(item.gap_months)}>Months missing</List.Item>
      {summary.first_insured_on && <List.Item extra={date(summary.first_insured_on)}>First insured</List.Item>}
      {summary.retirement_month && <List.Item extra={month(summary.retirement_month)}>Expected retirement</List.Item>}
      {summary.threshold_months && (
        <List.Item description={<ProgressBar percent={Math.min(100, (item.months_posted * 100) / summary.threshold_months)} />}>
          A monthly pension needs {duration(summary.threshold_months)}. You have {duration(item.months_posted)}.
        </List.Item>
      )}
    </List>
  );
}

function Year({ year, items }) {
  const { posted, personal, employer } = total(items);
  return (
    <>
      <List header={`Months of ${year}`} mode="card">
        <List.Item extra={`${posted} months`}>Posted this year</List.Item>
        <List.Item extra={money(personal)}>You paid</List.Item>
        {employer > 0 && <List.Item extra={money(employer)}>Employer paid</List.Item>}
      </List>
      <List mode="card">
        {items.map((item) => (
          <List.Item key={item.month} description={MONTH_STATES[item.state]} extra={money(item.personal_fen + item.employer_fen)} onClick={() => {}}>
            {month(item.month)}
          </List.Item>
        ))}
      </List>
      <Collapse>
        <Collapse.Panel key="legend" title="What the marks mean">
          Paid and posted: it is on your account.
        </Collapse.Panel>
      </Collapse>
    </>
  );
}

export default function Record() {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState();
  const { data: summary } = useSummary();
  const item = summary?.items.find(({ insurance }) => insurance === chosen) ?? summary?.items[0];
  const year = item?.last_month?.slice(0, 4);
  const { data: months } = useMonths(item?.insurance, year);
  return (
    <>
      <Title>Social Security Query</Title>
      <List mode="card">
        <List.Item prefix={<BankcardOutline />} description="Report lost, replace, cancel and more" onClick={() => navigate('/card/services')}>
          Social Security Card
        </List.Item>
      </List>
      {summary ? (
        <>
          <CapsuleTabs activeKey={item.insurance} onChange={setChosen}>
            {summary.items.map(({ insurance }) => (
              <CapsuleTabs.Tab key={insurance} title={named(insurance).short} />
            ))}
          </CapsuleTabs>
          <Totals item={item} summary={summary} />
          {months ? <Year year={year} items={months} /> : <Skeleton.Paragraph lineCount={6} animated />}
        </>
      ) : (
        <Skeleton.Paragraph lineCount={6} animated />
      )}
    </>
  );
}
