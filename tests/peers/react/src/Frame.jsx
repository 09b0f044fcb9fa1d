import { NavBar, TabBar } from 'antd-mobile';
import { AppOutline, AppstoreOutline, PayCircleOutline, UserOutline } from 'antd-mobile-icons';
import { Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router';

const TABS = [
  ['/', 'Home', <AppOutline />],
  ['/center', 'Services', <AppstoreOutline />],
  ['/card', 'Card', <PayCircleOutline />],
  ['/me', 'Me', <UserOutline />],
];

/** Every screen, and the tab bar below those that are places of it. */
export function Frame() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const tabs = TABS.some(([path]) => path === pathname);
  return (
    <div className="page">
      <Outlet />
      <ScrollRestoration />
      {tabs && (
        <nav className="tabs">
          <TabBar activeKey={pathname} onChange={(path) => navigate(path)}>
            {TABS.map(([path, title, icon]) => (
              <TabBar.Item key={path} icon={icon} title={title} />
            ))}
          </TabBar>
        </nav>
      )}
    </div>
  );
}

/** The bar at the top of a screen. */
export function Title({ children }) {
  const navigate = useNavigate();
  return (
    <NavBar onBack={() => navigate(-1)}>
      <h1 className="title">{children}</h1>
    </NavBar>
  );
}
