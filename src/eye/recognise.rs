//! The recogniser of PP-OCRv6, run by `rten`.

use std::sync::{Arc, Mutex, PoisonError};

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use crate::eye::alike;
use crate::eye_reader::{Eye, LINE_HEIGHT, LinePicture, LineReading};

/// Pixels of a batch, padding included: five lines of four figures, or one of eleven. In larger ones a line is padded to
/// more than its own width and what an operator leaves no longer fits the processor's cache: with six times as many,
/// 26 rows took half as long again.
const BATCH: usize = 48 * 256;
/// Widths are rounded up to a multiple of this, so that lines of nearly one width share a batch.
const STEP: usize = 8;
/// The metadata key that holds the characters, one a line.
const CHARACTERS: &str = "character";
/// The class of "no character here" (connectionist temporal classification).
const BLANK: usize = 0;

struct Recogniser {
    model: Model,
    input: NodeId,
    output: NodeId,
    /// From class 1 on.
    characters: Vec<char>,
    /// Free threads, one for each file that is read at the same time: lines are too small to share among several.
    threads: Mutex<Vec<Arc<ThreadPool>>>,
}

/// Loads the recogniser. Its bytes are known, by their hash.
pub(super) fn load(bytes: Vec<u8>) -> Result<Eye, String> {
    let recogniser = Recogniser::new(bytes)?;
    Ok(Eye::new(move |lines| recogniser.read(lines)))
}

impl Recogniser {
    fn new(bytes: Vec<u8>) -> Result<Self, String> {
        // Some batches of lines are read with the same weights: they are laid out for the processor once.
        let mut options = ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let model = options.load(bytes).map_err(|e| e.to_string())?;
        let list = model.metadata().get(CHARACTERS);
        let list = list.ok_or("the model names no characters")?;
        let characters = list
            .lines()
            // A few entries are pairs that no number holds.
            .map(|c| c.chars().next().unwrap_or(' '))
            .chain([' '])
            .collect();
        let one = |ids: &[NodeId]| ids.first().copied();
        let input = one(model.input_ids()).ok_or("the model takes no input")?;
        let output = one(model.output_ids()).ok_or("the model gives no output")?;
        Ok(Self {
            model,
            input,
            output,
            characters,
            threads: Mutex::default(),
        })
    }

    /// Reads lines on a thread that no one else uses.
    fn read(&self, lines: &[LinePicture]) -> Result<Vec<LineReading>, String> {
        let free = || self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        let thread = free().pop();
        let thread = thread.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let read = self.read_on(&thread, lines);
        free().push(thread);
        read
    }

    fn read_on(
        &self,
        thread: &Arc<ThreadPool>,
        lines: &[LinePicture],
    ) -> Result<Vec<LineReading>, String> {
        let firsts = alike::firsts(lines);
        let is_first = |i: &usize| firsts.get(*i) == Some(i);
        let mut order: Vec<usize> = (0..lines.len()).filter(is_first).collect();
        let width = |i: &usize| lines.get(*i).map_or(0, LinePicture::width);
        order.sort_by_key(width);
        let mut out = vec![LineReading::default(); lines.len()];
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let batch = fitting(rest, width);
            let (now, later) = rest.split_at(batch);
            rest = later;
            let pictures: Vec<&LinePicture> = now.iter().filter_map(|i| lines.get(*i)).collect();
            for (i, reading) in now.iter().zip(self.batch(thread, &pictures)?) {
                if let Some(place) = out.get_mut(*i) {
                    *place = reading;
                }
            }
        }
        for (i, first) in firsts.iter().enumerate().filter(|(i, first)| i != *first) {
            let reading = out.get(*first).cloned().unwrap_or_default();
            if let Some(place) = out.get_mut(i) {
                *place = reading;
            }
        }
        Ok(out)
    }

    fn batch(
        &self,
        thread: &Arc<ThreadPool>,
        lines: &[&LinePicture],
    ) -> Result<Vec<LineReading>, String> {
        let widest = lines.iter().map(|l| padded(l.width())).max().unwrap_or(0);
        let size = widest * LINE_HEIGHT;
        let mut data = Vec::with_capacity(lines.len() * 3 * size);
        for line in lines {
            let start = data.len();
            for row in line.pixels().chunks_exact(line.width().max(1)) {
                data.extend(row.iter().map(|v| f32::from(*v) / 127.5 - 1.0));
                // Beyond the line there is paper.
                data.resize(data.len() + widest - row.len(), 1.0);
            }
            for _ in 1..3 {
                data.extend_from_within(start..start + size);
            }
        }
        let shape = [lines.len(), 3, LINE_HEIGHT, widest];
        let input = NdTensor::try_from_data(shape, data).map_err(|e| format!("{e:?}"))?;
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(thread)));
        let mut scores = self
            .model
            .run(
                vec![(self.input, input.view().into())],
                &[self.output],
                Some(options),
            )
            .map_err(|e| e.to_string())?;
        let scores: NdTensor<f32, 3> = scores
            .pop()
            .and_then(|v| v.try_into().ok())
            .ok_or("the model gives another output than scores")?;
        let [_, _, classes] = scores.shape();
        if classes != self.characters.len() + 1 {
            return Err(format!(
                "the model scores {classes} characters and names {}",
                self.characters.len()
            ));
        }
        let readings = scores.axis_iter(0).map(|line| {
            let steps = line.axis_iter(0).map(|step| best(step.iter().copied()));
            self.decode(steps)
        });
        Ok(readings.collect())
    }

    /// Characters of the best classes: one running on is one, blanks part them.
    fn decode(&self, steps: impl Iterator<Item = (usize, f32)>) -> LineReading {
        let mut characters: Vec<(char, f32)> = Vec::new();
        let mut before = BLANK;
        for (class, score) in steps {
            if class != BLANK {
                if class == before {
                    if let Some((_, confidence)) = characters.last_mut() {
                        *confidence = confidence.max(score);
                    }
                } else {
                    let c = self.characters.get(class - 1).copied().unwrap_or(' ');
                    characters.push((c, score));
                }
            }
            before = class;
        }
        LineReading { characters }
    }
}

fn padded(width: usize) -> usize {
    width.next_multiple_of(STEP)
}

/// How many of the lines, sorted by width, make a batch.
fn fitting(order: &[usize], width: impl Fn(&usize) -> usize) -> usize {
    let within = |n: &usize| {
        let widest = order.get(n - 1).map_or(0, &width);
        padded(widest) * LINE_HEIGHT * n <= BATCH
    };
    (2..=order.len()).take_while(within).last().unwrap_or(1)
}

/// The best class and its score.
fn best(scores: impl Iterator<Item = f32>) -> (usize, f32) {
    let mut best = (BLANK, f32::MIN);
    for (class, score) in scores.enumerate() {
        if score > best.1 {
            best = (class, score);
        }
    }
    best
}
