//! Where requests come from: networks, and the proxies whose word is taken for it.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// What counts as one client: an address of IPv4, or the 56 bits of IPv6 that a provider gives to one line (RFC 6177).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(u128);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(address.to_ipv6_mapped().to_bits()),
            // No such network is a mapped address of IPv4: its first 80 bits are 0, and 16 are 1 after them.
            IpAddr::V6(address) => Self(address.to_bits() >> 72 << 72),
        }
    }
}

impl Network {
    /// Its bits, for a keyed hash.
    pub(crate) const fn bits(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

impl fmt::Display for Network {
    /// Its bits in hexadecimal: a name for one client, not an address to be read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", self.0)
    }
}

/// Addresses that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    bits: u128,
    /// How many of its bits do not count.
    free: u32,
}

impl Block {
    fn has(self, address: IpAddr) -> bool {
        let bits = match address.to_canonical() {
            IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
            IpAddr::V6(address) => address.to_bits(),
        };
        (bits ^ self.bits).checked_shr(self.free).unwrap_or(0) == 0
    }
}

/// The proxies that are trusted to say who is behind them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Vec<Block>);

impl FromStr for Proxies {
    type Err = String;

    /// `10.0.0.0/8,::1`: addresses, each with the number of bits that count where that is not all.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let block = |entry: &str| {
            let (address, bits) = entry.split_once('/').map_or((entry, None), |(address, bits)| (address, Some(bits)));
            let address = address.parse::<IpAddr>().ok()?;
            let (whole, mapped) = match address {
                IpAddr::V4(address) => (32, address.to_ipv6_mapped().to_bits()),
                IpAddr::V6(address) => (128, address.to_bits()),
            };
            let bits = bits.map_or(Some(whole), |bits| bits.parse::<u32>().ok().filter(|bits| *bits <= whole))?;
            Some(Block { bits: mapped, free: whole - bits })
        };
        let all = text.split(',').map(|entry| {
            block(entry.trim()).ok_or_else(|| format!("{entry}: not an address such as 10.0.0.5 or 10.0.0.0/8"))
        });
        all.collect::<Result<_, _>>().map(Self)
    }
}

impl Proxies {
    /// Whether none is trusted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether that is the address of one.
    pub fn has(&self, address: IpAddr) -> bool {
        self.0.iter().any(|block| block.has(address))
    }

    /// The address of the client that a connection from `peer` is for, by the lines of its `X-Forwarded-For`: the last
    /// one that is no trusted proxy's. What stands before it the client itself may have written.
    ///
    /// # Errors
    /// When a trusted proxy has sent what is no address: nobody knows then whose request it is.
    pub fn client<'a>(
        &self,
        peer: IpAddr,
        lines: impl DoubleEndedIterator<Item = Option<&'a str>>,
    ) -> Result<IpAddr, Unreadable> {
        let mut last = peer;
        if !self.has(peer) {
            return Ok(peer);
        }
        for line in lines.rev() {
            for entry in line.ok_or(Unreadable)?.rsplit(',') {
                last = address(entry.trim()).ok_or(Unreadable)?;
                if !self.has(last) {
                    return Ok(last);
                }
            }
        }
        Ok(last)
    }
}

/// An entry of `X-Forwarded-For` is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// An address as proxies write it: some add the port, some put IPv6 into brackets.
fn address(entry: &str) -> Option<IpAddr> {
    let bare = || entry.strip_prefix('[')?.strip_suffix(']')?.parse::<std::net::Ipv6Addr>().ok().map(IpAddr::V6);
    let with_port = || entry.parse::<SocketAddr>().ok().map(|address| address.ip());
    entry.parse().ok().or_else(with_port).or_else(bare)
}

#[cfg(test)]
mod tests {
    use super::{Network, Proxies, Unreadable};
    use std::net::{IpAddr, Ipv4Addr};

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_is_an_address_of_ipv4_or_56_bits_of_ipv6() {
        for (one, other, same) in [
            ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("2001:db8:1:200::1", "2001:db8:1:2ff:ffff::9", true),
            ("2001:db8:1:200::1", "2001:db8:1:300::1", false),
            ("::1", "192.0.2.1", false),
            ("::", "0.0.0.0", false),
        ] {
            assert_eq!(Network::from(ip(one)) == Network::from(ip(other)), same, "{one} {other}");
        }
    }

    #[test]
    fn proxies_are_listed_by_address_or_block() {
        let proxies: Proxies = "127.0.0.1, 10.0.0.0/8,2001:db8::/32,::1".parse().unwrap();
        for address in ["127.0.0.1", "::ffff:127.0.0.1", "10.255.0.9", "2001:db8:ffff::1", "::1"] {
            assert!(proxies.has(ip(address)), "{address}");
        }
        for address in ["127.0.0.2", "11.0.0.1", "2001:db9::1", "::2", "::ffff:11.0.0.1"] {
            assert!(!proxies.has(ip(address)), "{address}");
        }
        let all: Proxies = "0.0.0.0/0".parse().unwrap();
        assert!(all.has(ip("203.0.113.7")) && !all.has(ip("2001:db8::1")), "each family by itself");
        assert!("::/0".parse::<Proxies>().unwrap().has(ip("2001:db8::1")));
        assert!(Proxies::default().is_empty() && !Proxies::default().has(ip("127.0.0.1")));
        for wrong in ["", "a", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "10.0.0.1,", "::/129", "proxy.example"] {
            let why = wrong.parse::<Proxies>().unwrap_err();
            assert!(why.contains("not an address"), "{wrong}: {why}");
        }
    }

    #[test]
    fn the_client_is_the_last_that_no_trusted_proxy_is() {
        let proxies: Proxies = "127.0.0.1,10.0.0.0/8".parse().unwrap();
        let client = |peer: &str, lines: &[&str]| proxies.client(ip(peer), lines.iter().map(|line| Some(*line)));
        for (peer, lines, want) in [
            ("127.0.0.1", vec!["192.0.2.1"], "192.0.2.1"),
            ("127.0.0.1", vec!["6.6.6.6, 192.0.2.1"], "192.0.2.1"),
            ("127.0.0.1", vec!["6.6.6.6", "192.0.2.1, 10.0.0.9"], "192.0.2.1"),
            ("127.0.0.1", vec!["what the client wrote, 192.0.2.1"], "192.0.2.1"),
            ("127.0.0.1", vec!["192.0.2.1:4711"], "192.0.2.1"),
            ("127.0.0.1", vec!["[2001:db8::1]:4711"], "2001:db8::1"),
            ("127.0.0.1", vec!["[2001:db8::1]"], "2001:db8::1"),
            ("127.0.0.1", vec!["10.0.0.9"], "10.0.0.9"),
            ("127.0.0.1", vec![], "127.0.0.1"),
            // Only proxies are believed.
            ("192.0.2.9", vec!["192.0.2.1"], "192.0.2.9"),
            ("192.0.2.9", vec!["?"], "192.0.2.9"),
        ] {
            assert_eq!(client(peer, &lines), Ok(ip(want)), "{peer} {lines:?}");
        }
        for line in
            ["unknown", "", "192.0.2.1,", "192.0.2.1.5", "192.0.2.1, _hidden", "2001:db8::1%eth0", "[::1", "::1]"]
        {
            assert_eq!(client("127.0.0.1", &[line]), Err(Unreadable), "{line}");
        }
        assert_eq!(proxies.client(ip("10.0.0.1"), std::iter::once(None)), Err(Unreadable), "letters of no ASCII");
    }

    #[test]
    fn any_text_is_an_address_or_is_refused() {
        let proxies: Proxies = "127.0.0.1".parse().unwrap();
        let letters = b"0123456789.:,[]/ abcf-%";
        let mut seed = 1_u32;
        for _ in 0..50_000 {
            let text: String = std::iter::from_fn(|| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = usize::try_from(seed >> 24).unwrap();
                (at > 12).then(|| char::from(letters[at % letters.len()]))
            })
            .collect();
            let found = proxies.client(IpAddr::V4(Ipv4Addr::LOCALHOST), std::iter::once(Some(text.as_str())));
            let last = text.rsplit(',').next().unwrap().trim();
            assert_eq!(found.is_ok(), super::address(last).is_some(), "{text}");
            let _ = text.parse::<Proxies>();
        }
    }
}
