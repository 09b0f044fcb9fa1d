import { List, Skeleton, Tag } from 'antd-mobile';
import { AppOutline } from 'antd-mobile-icons';
import { useNavigate } from 'react-router';
import { AVAILABILITY, CATEGORIES, SERVICES } from '../../../shared/words.js';
import { Title } from '../Frame.jsx';
import { useCity } from '../data.js';

export default function Center() {
  const navigate = useNavigate();
  const { city, services } = useCity();
  const row = ({ id, availability }) => (
    <List.Item
      key={id}
      prefix={<AppOutline />}
      extra={<Tag color={availability === 'online' ? 'success' : 'default'}>{AVAILABILITY[availability]}</Tag>}
      onClick={() => id === 'social_security' && navigate('/social-security')}
    >
      {SERVICES[id]}
    </List.Item>
  );
  return (
    <>
      <Title>Citizen Center</Title>
      {services.data ? (
        <>
          <p className="lead">Services in {city.name.en}. The green ones can be done now.</p>
          {Object.entries(CATEGORIES).map(([category, name]) => (
            <List key={category} header={name} mode="card">
              {services.data.filter((service) => service.category === category).map(row)}
            </List>
          ))}
        </>
      ) : (
        <Skeleton.Paragraph lineCount={6} animated />
      )}
    </>
  );
}
