//! The history of one client: a file with a line before each request and one after, so that nothing is forgotten that a client was told,
//! and a run can be read afterwards.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::Result;
use domain::id::{AccountId, ClientMessageId, ConversationId};

use crate::judge::{Operation, Told};

/// What one client sends and is told.
pub struct History {
    sender: AccountId,
    file: BufWriter<File>,
    /// Of which tries nobody knows what came of them.
    doubts: Vec<bool>,
    /// Everything so far.
    pub operations: Vec<Operation>,
}

impl History {
    /// The history of client number `index`, in this folder.
    pub fn begin(folder: &Path, index: usize, sender: AccountId) -> Result<Self> {
        let file = File::create(folder.join(format!("client-{index:02}.history")))?;
        let file = BufWriter::new(file);
        Ok(Self {
            sender,
            file,
            doubts: Vec::new(),
            operations: Vec::new(),
        })
    }

    /// A message is about to be sent; before it counts as unknown, because we might not live to hear more.
    pub fn intends(&mut self, conversation: ConversationId, number: ClientMessageId) -> Result<usize> {
        writeln!(self.file, "send {} {conversation} {number}", self.operations.len())?;
        self.operations.push(Operation {
            sender: self.sender,
            conversation,
            number,
            told: Told::Unknown,
        });
        self.doubts.push(false);
        Ok(self.operations.len() - 1)
    }

    /// What came of it. Once acknowledged it stays so, whatever a later try was told.
    pub fn hears(&mut self, index: usize, told: Told) -> Result<()> {
        match told {
            Told::Ok(id, seq) => writeln!(self.file, "ok {index} {id} {seq}")?,
            Told::Fail => writeln!(self.file, "fail {index}")?,
            Told::Unknown => writeln!(self.file, "unknown {index}")?,
        }
        let Some(operation) = self.operations.get_mut(index) else {
            return Ok(());
        };
        let Some(doubt) = self.doubts.get_mut(index) else {
            return Ok(());
        };
        *doubt |= told == Told::Unknown;
        match (operation.told, told) {
            (Told::Ok(..), _) => {}
            // an earlier try may have worked, also when the next one is refused
            (_, Told::Fail) if *doubt => operation.told = Told::Unknown,
            (_, told) => operation.told = told,
        }
        Ok(())
    }

    /// Writes what is left.
    pub fn end(mut self) -> Result<Vec<Operation>> {
        self.file.flush()?;
        Ok(self.operations)
    }
}
