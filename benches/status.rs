//! What `status` and `import` spend their time on, with 10,000 requests, 100,000 looks and 100,000 connections.
#![expect(clippy::unwrap_used, reason = "nothing can be measured after a failure")]

mod generate;

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use invtrack::domain::attempt::attempts;
use invtrack::domain::book::Book;
use invtrack::domain::dossier::Files;
use invtrack::domain::judge::{Judge, Judged};
use invtrack::domain::model::Model;
use invtrack::domain::reconcile::{Known, reconcile};
use invtrack::import::{self, Options};
use invtrack::record::time::{Moment, Zone};
use invtrack::store::{Store, Which};

const REQUESTS: usize = 10_000;
const CONNECTIONS: usize = 100_000;

fn load(path: &Path) -> Book {
    Store::open_to_read(path).unwrap().unwrap().read(|view| view.book(Which::All)).unwrap()
}

fn judge_all(book: &Book, model: &Model, mut take: impl FnMut(&Judge, Judged)) {
    let attempts = attempts(book, Zone::Local);
    let judge = Judge::new(&attempts, model, Moment::Exact(generate::now()), Zone::Local);
    for attempt in &attempts {
        take(&judge, judge.judge(attempt));
    }
}

fn status(criterion: &mut Criterion) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("invtrack.db");
    generate::database(&path, REQUESTS).unwrap();
    let (book, model) = (load(&path), Model::default());
    let mut group = criterion.benchmark_group("status");
    group.sample_size(20);
    group.bench_function("load", |bencher| bencher.iter(|| load(&path)));
    group.bench_function("line up", |bencher| {
        bencher.iter(|| {
            black_box(attempts(&book, Zone::Local));
        });
    });
    group.bench_function("classify", |bencher| {
        bencher.iter(|| judge_all(&book, &model, |_, judged| drop(black_box(judged))));
    });
    group.bench_function("classify and say why", |bencher| {
        bencher.iter(|| judge_all(&book, &model, |judge, judged| drop(black_box(judge.why(&judged)))));
    });
    group.bench_function("load and classify", |bencher| {
        bencher.iter(|| judge_all(&load(&path), &model, |_, judged| drop(black_box(judged))));
    });
    group.finish();
}

fn imports(criterion: &mut Criterion) {
    let directory = tempfile::tempdir().unwrap();
    let (path, csv) = (directory.path().join("invtrack.db"), directory.path().join("Connections.csv"));
    generate::database(&path, REQUESTS).unwrap();
    fs_err::write(&csv, generate::connections_csv(CONNECTIONS)).unwrap();
    let options = Options { as_of: None, now: generate::now(), zone: Zone::Local, kind: None };
    let read = || import::read(&csv, &options).unwrap();
    let facts = read().into_facts();
    let known = || Known { files: Files::new(load(&path), Vec::new(), Zone::Local), ..Known::default() };
    let mut group = criterion.benchmark_group("import");
    group.sample_size(20);
    group.bench_function("read", |bencher| bencher.iter(read));
    group.bench_function("reconcile", |bencher| {
        let work_in = |known| reconcile(known, &facts, generate::now(), Zone::Local);
        bencher.iter_batched(known, work_in, BatchSize::PerIteration);
    });
    group.finish();
}

criterion_group!(benches, status, imports);
criterion_main!(benches);
