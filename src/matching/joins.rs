//! Things put together step by step, each group named by its lowest.

/// Groups of facts, or of what is known to be about one person.
pub(super) struct Joins {
    up: Vec<u32>,
}

impl Joins {
    /// Each by itself.
    pub(super) fn new(len: usize) -> Self {
        Self { up: (0..u32::MAX).take(len).collect() }
    }

    /// Puts two together. [`Joins::root`] tells of it after [`Joins::settle`].
    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.up[a.max(b) as usize] = a.min(b);
    }

    fn find(&mut self, mut id: u32) -> u32 {
        while self.up[id as usize] != id {
            let above = self.up[self.up[id as usize] as usize];
            self.up[id as usize] = above;
            id = above;
        }
        id
    }

    /// Makes the root of each one step away: what is above something is always lower.
    pub(super) fn settle(&mut self) {
        for id in 0..self.up.len() {
            self.up[id] = self.up[self.up[id] as usize];
        }
    }

    /// Joins the pairs, and settles.
    pub(super) fn join_all(&mut self, pairs: impl IntoIterator<Item = (u32, u32)>) {
        pairs.into_iter().for_each(|(a, b)| self.join(a, b));
        self.settle();
    }

    /// The lowest of the group.
    pub(super) fn root(&self, id: u32) -> u32 {
        self.up[id as usize]
    }
}
