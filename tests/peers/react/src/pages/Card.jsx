import { Button, List, Skeleton, Tag } from 'antd-mobile';
import { EyeOutline, HistogramOutline } from 'antd-mobile-icons';
import { QRCodeSVG } from 'qrcode.react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { date, left } from '../../../shared/format.js';
import { Title } from '../Frame.jsx';
import { useCard, useCardCode } from '../data.js';

/** The seconds that are left until a moment, counted down. */
function Left({ moment }) {
  const [seconds, setSeconds] = useState(left(moment));
  useEffect(() => {
    const ticking = setInterval(() => setSeconds(left(moment)), 1000);
    return () => clearInterval(ticking);
  }, [moment]);
  return <p>Changes by itself in {seconds} s</p>;
}

function Code() {
  const code = useCardCode();
  return (
    <div className="code">
      {code.data ? (
        <>
          <QRCodeSVG value={code.data.payload} size={200} level="M" title="Social security card QR code" />
          <Left moment={code.data.expires_at} />
          <Button size="small" fill="none" color="primary" onClick={() => code.refetch()}>
            Refresh code
          </Button>
          <small>Let the counter scan it. A brighter screen helps. Never send a picture of it to anybody.</small>
        </>
      ) : (
        <Skeleton animated style={{ '--width': '200px', '--height': '200px' }} />
      )}
    </div>
  );
}

export default function Card() {
  const navigate = useNavigate();
  const { data: card } = useCard();
  return (
    <>
      <Title>Electronic Social Security Card</Title>
      {card ? (
        <div className="face">
          <div className="row">
            <h2>Electronic Social Security Card</h2>
            <Tag color="success">Normal</Tag>
          </div>
          <p>{card.issuing_place.en}</p>
          <p>{card.name}</p>
          <p>
            Social security number {card.id_number} <EyeOutline />
          </p>
          <p>Bank {card.bank.en}</p>
        </div>
      ) : (
        <Skeleton animated className="face" style={{ '--width': 'auto', '--height': '160px' }} />
      )}
      <Code />
      <List mode="card">
        <List.Item prefix={<HistogramOutline />} description="See your contribution record" onClick={() => navigate('/record')}>
          Social Security Query
        </List.Item>
      </List>
      {card && (
        <List header="Card details" mode="card">
          <List.Item extra={card.card_number}>Card number</List.Item>
          <List.Item extra={date(card.issued_on)}>Issued</List.Item>
          <List.Item extra={card.generation >= 3 ? 'Third generation' : 'Second generation'}>Card type</List.Item>
          <List.Item extra={date(card.as_of)}>As of</List.Item>
        </List>
      )}
    </>
  );
}
