#!/usr/bin/env node
import { runLauncher } from './run-launcher';

void runLauncher(process.argv.slice(2));
