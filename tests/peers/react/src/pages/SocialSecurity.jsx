import { List } from 'antd-mobile';
import {
  EyeOutline,
  FileOutline,
  HistogramOutline,
  LoopOutline,
  QuestionCircleOutline,
  TagOutline,
  UnorderedListOutline,
} from 'antd-mobile-icons';
import { useNavigate } from 'react-router';
import { INSURANCES } from '../../../shared/words.js';
import { Title } from '../Frame.jsx';

export default function SocialSecurity() {
  const navigate = useNavigate();
  const row = (icon, text, description, to) => (
    <List.Item key={text} prefix={icon} description={description} onClick={() => to && navigate(to)}>
      {text}
    </List.Item>
  );
  return (
    <>
      <Title>Social Security</Title>
      <p className="lead">Your card, your record and what you can do all start from the electronic card.</p>
      <div className="banner" role="link" tabIndex={0} onClick={() => navigate('/card')}>
        <h2>Electronic Social Security Card</h2>
        <p>Show your code, see your record, get things done</p>
      </div>
      <List header="Your record" mode="card">
        {row(<HistogramOutline />, 'Social Security Query', 'Months paid, balance, and gaps', '/record')}
      </List>
      <List header="Applications" mode="card">
        {row(<UnorderedListOutline />, 'My applications')}
        {row(<LoopOutline />, 'Resume contributions', 'Start again after a stop')}
        {row(<EyeOutline />, 'Who saw my data')}
      </List>
      <List header="The five insurances" mode="card">
        {INSURANCES.map(({ name, note }) => row(<TagOutline />, name, note, '/record'))}
      </List>
      <List header="Help" mode="card">
        {row(<QuestionCircleOutline />, 'How to cancel')}
        {row(<FileOutline />, 'What the law says')}
      </List>
    </>
  );
}
