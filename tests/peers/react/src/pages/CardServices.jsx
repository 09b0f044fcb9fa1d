import { List, Skeleton, Tag } from 'antd-mobile';
import { AppOutline, BankcardOutline, StopOutline } from 'antd-mobile-icons';
import { useNavigate } from 'react-router';
import { AVAILABILITY, CARD_SERVICES } from '../../../shared/words.js';
import { Title } from '../Frame.jsx';
import { useCardServices } from '../data.js';

const GROUPS = [
  ['Can be done', ['online']],
  ['At a counter', ['window_only', 'appointment']],
  ['Not for you now', ['not_for_you', 'not_offered']],
];

export default function CardServices() {
  const navigate = useNavigate();
  const { data } = useCardServices();
  const items = data?.items.filter(({ id }) => id !== 'cancel' && id !== 'outlets');
  return (
    <>
      <Title>Social Security Card</Title>
      {data ? (
        <>
          <p className="lead">Social Security Card Services</p>
          <List mode="card">
            <List.Item prefix={<BankcardOutline />} extra={<Tag color="success">{data.card_state}</Tag>}>
              Card status
            </List.Item>
          </List>
          {GROUPS.map(([name, fits]) => (
            <List key={name} header={name} mode="card">
              {items
                .filter(({ availability }) => fits.includes(availability))
                .map(({ id, availability, reason }) => (
                  <List.Item
                    key={id}
                    prefix={<AppOutline />}
                    description={reason?.en ?? CARD_SERVICES[id][1]}
                    extra={<Tag>{AVAILABILITY[availability]}</Tag>}
                    onClick={() => {}}
                  >
                    {CARD_SERVICES[id][0]}
                  </List.Item>
                ))}
            </List>
          ))}
          <List header="End the card" mode="card">
            <List.Item prefix={<StopOutline />} description={CARD_SERVICES.cancel[1]} onClick={() => navigate('/card/cancellation')}>
              Card Cancellation
            </List.Item>
          </List>
        </>
      ) : (
        <Skeleton.Paragraph lineCount={8} animated />
      )}
    </>
  );
}
