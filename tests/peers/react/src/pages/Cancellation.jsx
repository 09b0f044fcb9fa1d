import { Button, List, NoticeBar } from 'antd-mobile';
import { CANCELLATION } from '../../../shared/words.js';
import { Title } from '../Frame.jsx';
import { useCardServices } from '../data.js';

export default function Cancellation() {
  const { data } = useCardServices();
  const service = data?.items.find(({ id }) => id === 'cancel');
  return (
    <>
      <Title>Card Cancellation</Title>
      <p className="lead">
        Cancelling ends this card. It does not stop your contributions. After &quot;Cancel&quot; we first ask what you mean, and ask
        again before anything is sent.
      </p>
      {service && service.availability !== 'online' && <NoticeBar color="alert" content="This card cannot be cancelled now." />}
      {CANCELLATION.map(([title, ...points]) => (
        <List key={title} header={title} mode="card">
          {points.map((point) => (
            <List.Item key={point}>{point}</List.Item>
          ))}
        </List>
      ))}
      <div className="bar">
        <Button block color="danger">
          Cancel
        </Button>
      </div>
    </>
  );
}
