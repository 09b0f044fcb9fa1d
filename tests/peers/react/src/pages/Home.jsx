import { Button, Grid, List, SearchBar, Skeleton } from 'antd-mobile';
import {
  AppstoreOutline,
  BankcardOutline,
  CheckShieldOutline,
  DownOutline,
  HeartOutline,
  LocationOutline,
  QuestionCircleOutline,
  SystemQRcodeOutline,
  TeamOutline,
  TravelOutline,
  UnorderedListOutline,
  UserOutline,
} from 'antd-mobile-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { SERVICES } from '../../../shared/words.js';
import { useCity } from '../data.js';

const SHOWN = 7;
const ICONS = {
  social_security: BankcardOutline,
  benefit_check: CheckShieldOutline,
  flexible_registration: TeamOutline,
  unemployment_benefit: UserOutline,
  medical_voucher: SystemQRcodeOutline,
  medical_transfer: TravelOutline,
  hospital_booking: HeartOutline,
};

function Tile({ icon: Icon, text, to }) {
  const navigate = useNavigate();
  return (
    <Grid.Item>
      <div className="tile" role="link" tabIndex={0} onClick={() => to && navigate(to)}>
        <Icon />
        <span>{text}</span>
      </div>
    </Grid.Item>
  );
}

export default function Home() {
  const navigate = useNavigate();
  const { city, services } = useCity();
  const [query, setQuery] = useState('');
  const tiles = services.data?.filter(({ id }) => SERVICES[id].toLowerCase().includes(query.toLowerCase())).slice(0, SHOWN);
  return (
    <>
      <header className="head">
        <span>
          <LocationOutline /> {city?.name.en ?? 'Choose a city'} <DownOutline />
        </span>
        <h1 className="title">Home</h1>
        <Button size="mini">Large text</Button>
      </header>
      <div className="search">
        <SearchBar placeholder="Search services" value={query} onChange={setQuery} />
      </div>
      <div className="banner" role="link" tabIndex={0} onClick={() => navigate('/card')}>
        <h2>Electronic Social Security Card</h2>
        <div className="row">
          <p>Your card, record and services</p>
          <Button size="small" shape="rounded">
            Open
          </Button>
        </div>
      </div>
      <Grid className="tiles" columns={4} gap={8}>
        <Tile icon={AppstoreOutline} text="Citizen Center" to="/center" />
        {tiles
          ? tiles.map(({ id }) => <Tile key={id} icon={ICONS[id]} text={SERVICES[id]} to={id === 'social_security' && '/social-security'} />)
          : Array.from({ length: SHOWN }, (_, at) => (
              <Grid.Item key={at}>
                <Skeleton animated style={{ '--width': '64px', '--height': '58px' }} />
              </Grid.Item>
            ))}
      </Grid>
      <List header="My activity" mode="card">
        <List.Item prefix={<UnorderedListOutline />} description="See how they stand, or withdraw one" onClick={() => {}}>
          My applications
        </List.Item>
        <List.Item prefix={<QuestionCircleOutline />} description="Six steps, and a guide that shows where to tap" onClick={() => {}}>
          How to cancel
        </List.Item>
      </List>
    </>
  );
}
