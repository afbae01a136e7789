//! Records of a BIFF8 stream, and the numbers in them.

/// A record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'b> {
    pub(super) kind: u16,
    pub(super) data: &'b [u8],
}

/// Records one behind the other, down to the end or to what is none.
#[derive(Clone, Debug)]
pub(super) struct Records<'b> {
    rest: &'b [u8],
}

impl<'b> Records<'b> {
    pub(super) fn new(rest: &'b [u8]) -> Self {
        Self { rest }
    }

    /// The next record, without passing it.
    pub(super) fn peek(&self) -> Option<Record<'b>> {
        self.clone().next()
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let mut head = Bytes(self.rest);
        let (kind, length) = (head.u16()?, usize::from(head.u16()?));
        let data = head.0.get(..length)?;
        self.rest = head.0.get(length..)?;
        Some(Record { kind, data })
    }
}

/// Bytes being read from the front.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes<'b>(pub(super) &'b [u8]);

impl<'b> Bytes<'b> {
    pub(super) fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn skip(&mut self, length: usize) -> Option<()> {
        self.take(length).map(drop)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// A number in four bytes: an integer or the upper half of a float, a hundredth of it or not (MS-XLS 2.5.217).
    pub(super) fn rk(&mut self) -> Option<f64> {
        let raw = self.u32()?;
        let number = if raw & 0b10 == 0 {
            f64::from_bits(u64::from(raw & !0b11) << 32)
        } else {
            f64::from(raw.cast_signed() >> 2)
        };
        Some(if raw & 1 == 1 { number / 100.0 } else { number })
    }
}
